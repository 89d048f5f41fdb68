"""Makes the template of a conclusion that is made of answers by a criteria set.

Run in this folder with python-docx at hand: python3 make.py
The tags are filled in `src/conclusions/answers/paper.rs`.
"""

import pathlib

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = pathlib.Path(__file__).parent


def paper(title):
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    properties.title, properties.language = title, "ru-RU"
    properties.author = properties.comments = ""
    return document


def line(document, text, bold=False, centre=False):
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def table(document, widths, rows):
    """Rows of texts; a row marked «across» fills the whole width, a row of one text is a tag of its own."""
    made = document.add_table(rows=len(rows), cols=len(widths))
    made.style = "Table Grid"
    for at, row in enumerate(rows):
        for place, width in enumerate(widths):
            made.cell(at, place).width = Cm(width)
        if row[0] == "across":
            made.cell(at, 0).merge(made.cell(at, len(widths) - 1)).text = row[1]
            continue
        for place, text in enumerate(row):
            made.cell(at, place).text = text


def conclusion():
    document = paper("Итоговое заключение специалиста")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "ИТОГОВОЕ ЗАКЛЮЧЕНИЕ", bold=True, centre=True)
    line(document, "о профессиональной деятельности педагогического работника", centre=True)
    line(document, "Педагог: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}{% if педагог.предмет %}, {{ педагог.предмет }}{% endif %}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")
    line(document, "Заявление: № {{ заявление.номер }} от {{ заявление.дата }}, заявленная категория — {{ заявление.категория }}")
    line(document, "Имеющаяся категория: {{ педагог.имеющаяся_категория }}")
    line(document, "Набор показателей: {{ набор.название }} ({{ набор.основание }})")
    table(document, (7, 9.5), [
        ("{%tr for п in показатели %}",),
        ("across", "{{ loop.index }}. {{ п.название }}"),
        ("{%tr for р in п.строки %}",),
        ("{{ р.вопрос }}", "{{ р.ответ }}"),
        ("{%tr endfor %}",),
        ("Документы", "{{ п.документы }}"),
        ("{%tr if п.баллы %}",),
        ("Баллы", "{{ п.баллы }}{% if п.порог %}, {{ п.порог }}{% endif %}"),
        ("{%tr endif %}",),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "{%p if итого %}")
    line(document, "Всего баллов: {{ итого }}{% if порог %}, {{ порог }}{% endif %}")
    line(document, "{%p endif %}")
    line(document, "{%p for в in вывод %}")
    line(document, "{{ в.название }}: {{ в.текст }}")
    line(document, "{%p endfor %}")
    line(document, "Специалист: {{ специалист.фио }}{% if специалист.место_работы %}, {{ специалист.место_работы }}{% endif %}")
    line(document, "{{ сегодня }}\t\t_______________ / {{ специалист.фамилия_инициалы }}")
    document.save(HERE / "conclusion.docx")


conclusion()
