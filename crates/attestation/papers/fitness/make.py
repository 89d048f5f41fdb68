"""Makes the templates of the papers of an attestation for fitness.

Run in this folder after `pip install python-docx`: python3 make.py
The tags are those of `src/fitness/papers.rs`; offices may change everything else in Word.
"""

import pathlib

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = pathlib.Path(__file__).parent
LINE = "______________________"


def paper(title):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.title = title
    document.core_properties.language = "ru-RU"
    return document


def put(document, text, bold=False, centre=False):
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def head(document, title, under=""):
    put(document, "{{ организация }}", centre=True)
    put(document, title, bold=True, centre=True)
    if under:
        put(document, under, centre=True)


def sign(document, *who):
    for one in who:
        put(document, f"{one} {LINE} / {LINE}")


def order():
    document = paper("Приказ об аттестации на соответствие занимаемой должности")
    head(document, "ПРИКАЗ", "№ {{ приказ.номер }} от {{ приказ.дата }}")
    put(document, "О проведении аттестации педагогических работников на соответствие занимаемой должности", bold=True)
    put(document, "На основании статьи 49 Федерального закона от 29.12.2012 № 273-ФЗ и порядка, утверждённого приказом "
        "Минпросвещения России от 24.03.2023 № 196, приказываю:")
    put(document, "1. Провести аттестацию педагогических работников по списку и графику.")
    table = document.add_table(rows=4, cols=5)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ("№", "Фамилия, имя, отчество", "Должность", "День заседания", "Ознакомлен, подпись, дата")):
        cell.text = text
    table.cell(1, 0).text = "{%tr for р in приказ.работники %}"
    for cell, text in zip(table.rows[2].cells, ("{{ loop.index }}", "{{ р.фио }}", "{{ р.должность }}", "{{ р.заседание }}", "")):
        cell.text = text
    table.cell(3, 0).text = "{%tr endfor %}"
    for row in table.rows:
        for cell, width in zip(row.cells, (1, 5.5, 4, 3, 3)):
            cell.width = Cm(width)
    put(document, "")
    put(document, "2. Ознакомить работников с приказом, списком и графиком под подпись.")
    put(document, "3. Контроль за исполнением приказа оставляю за собой.")
    sign(document, "Руководитель организации")
    document.save(HERE / "order.docx")


def presentation():
    document = paper("Представление")
    head(document, "ПРЕДСТАВЛЕНИЕ", "в аттестационную комиссию организации")
    rows = (
        ("1. Фамилия, имя, отчество", "{{ работник.фио }}"),
        ("2. Должность на дату аттестации", "{{ работник.должность }}"),
        ("3. Дата трудового договора по этой должности", "{{ представление.договор }}"),
        ("4. Уровень образования и квалификация", "{{ представление.образование }}"),
        ("5. Дополнительное профессиональное образование", "{{ представление.дпо }}"),
        ("6. Результаты предыдущих аттестаций", "{{ представление.прежние }}"),
        ("7. Мотивированная всесторонняя и объективная оценка результатов профессиональной деятельности", "{{ представление.оценка }}"),
    )
    for key, value in rows:
        put(document, key, bold=True)
        put(document, value)
    sign(document, "Руководитель организации")
    put(document, f"С представлением ознакомлен(а): {LINE} / {{{{ работник.фамилия_инициалы }}}}, «____» ______________ 20___ г.")
    document.save(HERE / "presentation.docx")


def refusal():
    document = paper("Акт об отказе от ознакомления с представлением")
    head(document, "АКТ", "об отказе работника от ознакомления с представлением")
    put(document, "{{ отказ.дата }}")
    put(document, "Работник {{ работник.фио }}, {{ работник.должность }}, отказался(лась) ознакомиться под подпись "
        "с представлением в аттестационную комиссию организации. Содержание представления доведено до работника устно.")
    put(document, "Акт составлен в присутствии:")
    put(document, "{%p for свидетель in отказ.свидетели %}")
    put(document, f"{{{{ свидетель }}}} {LINE}")
    put(document, "{%p endfor %}")
    sign(document, "Руководитель организации")
    document.save(HERE / "refusal.docx")


def protocol():
    document = paper("Протокол заседания аттестационной комиссии")
    head(document, "ПРОТОКОЛ № {{ заседание.протокол }}", "заседания аттестационной комиссии организации, {{ заседание.дата }}")
    put(document, "Члены комиссии:")
    put(document, "{%p for член in заседание.комиссия %}")
    put(document, "{{ loop.index }}. {{ член }}")
    put(document, "{%p endfor %}")
    put(document, "{%p if заседание.кворум %}")
    put(document, "Присутствуют {{ заседание.кворум }}.")
    put(document, "{%p endif %}")
    put(document, "Рассмотрено: представление на работника {{ работник.фио }}, {{ работник.должность }} "
        "(приказ № {{ приказ.номер }} от {{ приказ.дата }}).")
    put(document, "Работник на заседании: {{ заседание.явка }}. Сведения работника: {{ заседание.сведения }}.")
    put(document, "Результаты голосования: за соответствие — {{ заседание.за }}, против — {{ заседание.против }}.")
    put(document, "Решение: {{ работник.фио }} {{ заседание.решение }} «{{ работник.должность }}».", bold=True)
    sign(document, "Председатель комиссии", "Заместитель председателя", "Секретарь комиссии")
    put(document, "{%p for член in заседание.комиссия %}")
    put(document, f"{{{{ член }}}} {LINE}")
    put(document, "{%p endfor %}")
    document.save(HERE / "protocol.docx")


def extract():
    document = paper("Выписка из протокола")
    head(document, "ВЫПИСКА ИЗ ПРОТОКОЛА № {{ заседание.протокол }}", "заседания аттестационной комиссии организации, {{ заседание.дата }}")
    put(document, "Фамилия, имя, отчество: {{ работник.фио }}")
    put(document, "Должность: {{ работник.должность }}")
    put(document, "Результаты голосования: за соответствие — {{ заседание.за }}, против — {{ заседание.против }}.")
    put(document, "Решение: {{ заседание.решение }} «{{ работник.должность }}».", bold=True)
    put(document, "Выписка составлена {{ выписка.дата }}.")
    sign(document, "Секретарь комиссии")
    put(document, f"С выпиской ознакомлен(а): {LINE} / {{{{ работник.фамилия_инициалы }}}}, «____» ______________ 20___ г.")
    document.save(HERE / "extract.docx")


for make in (order, presentation, refusal, protocol, extract):
    make()
