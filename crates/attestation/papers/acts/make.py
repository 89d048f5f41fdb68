"""Makes the templates of an act's papers: the order with its annexes, the extract for one case.

Run in this folder with python-docx at hand: python3 make.py
The tags are filled in `src/acts/paper.rs` and `src/acts/extract.rs`.
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
    page.top_margin, page.bottom_margin = Cm(2), Cm(2)
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "", "ru-RU"
    properties.comments = ""
    return document


def line(document, text, bold=False, centre=False, right=False, new_page=False):
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.paragraph_format.page_break_before = new_page
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def table(document, widths, rows):
    """Rows of texts; a row of one text is a tag of its own, a row marked «across» fills the whole width."""
    made = document.add_table(rows=len(rows), cols=len(widths))
    made.style = "Table Grid"
    for at, row in enumerate(rows):
        for place, width in enumerate(widths):
            made.cell(at, place).width = Cm(width)
        if row[0] == "across":
            cell = made.cell(at, 0).merge(made.cell(at, len(widths) - 1))
            cell.text = row[1]
            continue
        for place, text in enumerate(row):
            made.cell(at, place).text = text
            if at == 0:
                for run in made.cell(at, place).paragraphs[0].runs:
                    run.bold = True
    return made


def order():
    document = paper("Приказ об установлении квалификационных категорий")
    line(document, "{% if акт.проект %}ПРОЕКТ{% endif %}", right=True)
    line(document, "ПРИКАЗ", bold=True, centre=True)
    line(document, "{% if акт.проект %}от _______________ № _______________{% else %}от {{ акт.дата }} № {{ акт.номер }}{% endif %}",
         centre=True)
    line(document, "О квалификационных категориях педагогических работников", bold=True)
    line(document, "В соответствии с порядком аттестации педагогических работников, утверждённым приказом Минпросвещения "
                   "России от 24.03.2023 № 196, и на основании решений аттестационной комиссии ({{ протоколы }})")
    line(document, "ПРИКАЗЫВАЮ:", bold=True)
    line(document, "{% if установлено %}Установить квалификационные категории педагогическим работникам по списку "
                   "(приложение 1). Категория действует со дня решения аттестационной комиссии.{% endif %}")
    line(document, "{% if отказано %}Отказать в установлении квалификационных категорий педагогическим работникам по "
                   "списку (приложение 2).{% endif %}")
    line(document, "Ознакомить педагогических работников с этим приказом и опубликовать его на сайте.")
    line(document, "{% if акт.подписал %}{{ акт.должность }}{% else %}_______________{% endif %}"
                   "\t_______________\t{{ акт.подписал }}")
    line(document, "{%p if установлено %}")
    line(document, "Приложение 1 к приказу", right=True, new_page=True)
    line(document, "Педагогические работники, которым установлены квалификационные категории", bold=True, centre=True)
    line(document, "{%p for к in категории %}")
    line(document, "{{ к.название }}", bold=True)
    table(document, (1.2, 5.3, 4, 4, 2.5), [
        ("№", "Фамилия, имя, отчество", "Должность", "Организация", "Действует с"),
        ("{%tr for м in к.муниципалитеты %}",),
        ("across", "{{ м.название }}"),
        ("{%tr for р in м.педагоги %}",),
        ("{{ р.номер }}", "{{ р.фио }}", "{{ р.должность }}", "{{ р.организация }}", "{{ р.день }}"),
        ("{%tr endfor %}",),
        ("{%tr endfor %}",),
    ])
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if отказано %}")
    line(document, "Приложение 2 к приказу", right=True, new_page=True)
    line(document, "Педагогические работники, которым отказано в установлении квалификационных категорий", bold=True,
         centre=True)
    table(document, (1.2, 4.3, 4, 2.5, 5), [
        ("№", "Фамилия, имя, отчество", "Должность, организация", "Категория", "Причина"),
        ("{%tr for р in отказы %}",),
        ("{{ р.номер }}", "{{ р.фио }}", "{{ р.должность }}, {{ р.организация }}, {{ р.муниципалитет }}", "{{ р.категория }}", "{{ р.причина }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "{%p endif %}")
    document.save(HERE / "order.docx")


def extract():
    document = paper("Выписка из акта")
    line(document, "ВЫПИСКА", bold=True, centre=True)
    line(document, "из акта {{ акт.реквизиты }}", centre=True)
    line(document, "В соответствии с порядком, утверждённым приказом Минпросвещения России от 24.03.2023 № 196, и на "
                   "основании решения аттестационной комиссии от {{ решение.день }} ({{ решение.протокол }}):")
    line(document, "{{ решение.слова }}", bold=True)
    line(document, "Фамилия, имя, отчество: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")
    line(document, "{%p if решение.причина %}")
    line(document, "Причина отказа: {{ решение.причина }}")
    line(document, "{%p endif %}")
    line(document, "{%p for и in исправления %}")
    line(document, "{{ и }}")
    line(document, "{%p endfor %}")
    line(document, "Акт подписал: {{ акт.подписал }}")
    line(document, "{%p if проверка.код %}")
    line(document, "Код проверки: {{ проверка.код }}. Проверить запись реестра: {{ проверка.адрес }}")
    line(document, "{%p endif %}")
    line(document, "Выписка верна. {{ сегодня }}")
    line(document, "_______________\t_______________")
    document.save(HERE / "extract.docx")


if __name__ == "__main__":
    order()
    extract()
