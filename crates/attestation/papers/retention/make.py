"""Makes the template of an act of erasure.

Run in this folder with python-docx at hand: python3 make.py
The tags are filled in `src/retention/erasure/paper.rs`.
"""

import pathlib

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = pathlib.Path(__file__).parent
COLUMNS = (
    ("№", "{{ д.номер }}", 1.2),
    ("Номер дела", "{{ д.дело }}", 3),
    ("Должность", "{{ д.должность }}", 5.3),
    ("Получено", "{{ д.получено }}", 2.5),
    ("Закончено", "{{ д.закончено }}", 2.5),
    ("Хранить до", "{{ д.хранить }}", 2.5),
)
LINES = (
    "Персональные данные уничтожены в связи с истечением срока хранения.",
    "Основание: {{ основание }}.",
    "Чьи данные: педагогические работники, чьи дела перечислены ниже по номерам.",
    "Какие данные: {{ данные }}.",
    "Где хранились: {{ носитель }}.",
    "Каким способом: {{ способ }}.",
)


def erasure():
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(1.5), Cm(2), Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    about = document.core_properties
    about.title, about.language = "Акт об уничтожении персональных данных", "ru-RU"
    about.author = about.comments = ""
    for text, bold in (
        ("{{ организация }}", False),
        ("{% if акт.проект %}ПРОЕКТ{% endif %}", False),
        ("АКТ", True),
        ("об уничтожении персональных данных", True),
        ("№ {{ акт.номер }} от {{ акт.дата }}", False),
    ):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = bold
    document.add_paragraph("Комиссия в составе:")
    document.add_paragraph("{%p for ч in комиссия %}")
    document.add_paragraph("{{ ч }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("составила этот акт о следующем.")
    for text in LINES:
        document.add_paragraph(text)
    table = document.add_table(rows=4, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.cell(1, 0).text = "{%tr for д in дела %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for place, (title, tag, width) in enumerate(COLUMNS):
        table.cell(0, place).text, table.cell(2, place).text = title, tag
        table.cell(0, place).paragraphs[0].runs[0].bold = True
        for row in table.rows:
            row.cells[place].width = Cm(width)
    document.add_paragraph("Всего дел: {{ всего }}.")
    document.add_paragraph("Члены комиссии:")
    document.add_paragraph("{%p for ч in комиссия %}")
    document.add_paragraph("_______________ {{ ч }}")
    document.add_paragraph("{%p endfor %}")
    document.save(HERE / "erasure.docx")


if __name__ == "__main__":
    erasure()
