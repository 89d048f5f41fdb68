"""Makes the templates of a report: on an upright page, and on its side for a wide one.

The tags are filled in `src/reports/paper.rs`.
"""

import sys

sys.path.insert(0, "..")

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from word import blank_table, keep, line, mark, opening, paper, say

FIGURES = Pt(10)
"""The size of what stands in the table: a wide one has fifteen columns."""


def figures(document, widths):
    """The table: a column for the name of a row and as many as there are figures; headings in one row or two."""
    rows = [
        ("{%tr if шапка %}",),
        ("", "{%tc for г in шапка %}", "{% colspan г.столбцов %}{{ г.название }}", "{%tc endfor %}"),
        ("{%tr endif %}",),
        ("{{ отчёт.первый_столбец }}", "{%tc for к in заголовки %}", "{{ к }}", "{%tc endfor %}"),
        ("{%tr for с in строки %}",),
        ("{{ с.название }}{% if с.пояснение %}, {{ с.пояснение }}{% endif %}",
         "{%tc for я in с.ячейки %}", "{{ я.значение }}", "{%tc endfor %}"),
        ("{%tr endfor %}",),
    ]
    made = blank_table(document, len(rows), widths)
    made.style = "Table Grid"
    width = made._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    for at, row in enumerate(rows):
        is_head = at < 4
        mark(made.rows[at], "w:tblHeader" if is_head else "w:cantSplit")
        for place, text in enumerate(row):
            said = say(made.cell(at, place), text, bold=is_head, size=FIGURES)
            if place > 0:
                said.alignment = WD_ALIGN_PARAGRAPH.CENTER


def report(name, widths, is_wide=False):
    document = paper("Отчёт")
    if is_wide:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = Cm(2)
    opening(document, "ОТЧЁТ")
    line(document, "{{ отчёт.название }}", bold=True, centre=True)
    line(document, "{{ отчёт.отбор }}", centre=True, stays=True)
    figures(document, widths)
    line(document, "")
    line(document, "Как считается: {{ отчёт.правило }}")
    line(document, "Посчитано {{ отчёт.посчитано }}.")
    keep(document, name)


report("report", (5.0, 4.5, 2.5, 4.5))
report("wide", (4.4, 9.9, 2.0, 9.9), is_wide=True)
