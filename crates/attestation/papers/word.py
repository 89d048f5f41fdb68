"""What the makers of the Word templates in the folders beside it share: a page, lines, tables, places to sign.

Each folder has a `make.py`; run it there with python-docx at hand: python3 make.py
"""

import pathlib
import sys

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

TEXT, SMALL = Pt(13), Pt(11)
"""Sizes of the text and of what stands in tables."""

PLACE = (6.8, 4.2, 5.5)
"""Centimetres for a place to sign: who, the line, the name. Together the width between the margins."""

BLANK = "________________"
"""What is written by hand."""

DATED = "«____» ______________ 20___ г."
"""The day, written by hand."""


def here():
    """The folder of the maker that runs."""
    return pathlib.Path(sys.argv[0]).resolve().parent


def paper(title):
    """An empty A4 page with the margins of an office; from the second page on its number stands above the text."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(number.add_run("2")._r)
    number._p.append(field)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", TEXT
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.widow_control = True
    properties = document.core_properties
    properties.title, properties.language = title, "ru-RU"
    properties.author = properties.comments = ""
    return document


def held(text):
    """The text with what belongs together held together by no-break spaces."""
    for loose in ("№ ", " г.", " —"):
        text = text.replace(loose, loose.replace(" ", "\u00a0"))
    return text


def line(document, text, bold=False, centre=False, right=False, new_page=False, stays=False):
    """A paragraph; one that stays is on one page with what follows it."""
    paragraph = document.add_paragraph()
    paragraph.add_run(held(text)).bold = bold
    paragraph.paragraph_format.page_break_before = new_page
    paragraph.paragraph_format.keep_with_next = stays
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def opening(document, title, under="", whose="{{ центр.название }}"):
    """The head of a paper: whose it is, when that is not said before, what it is, and what of."""
    if whose:
        line(document, whose, centre=True)
    line(document, title, bold=True, centre=True)
    if under:
        line(document, under, centre=True)


def heading(document, text):
    """The name of a part, on one page with its beginning."""
    line(document, text, bold=True, stays=True)


def teacher(document, called="Педагог"):
    """Whose case a paper is about."""
    line(document, f"{called}: {{{{ педагог.фио }}}}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")


def blank_table(document, count, widths):
    """A table of so many rows with columns of these widths in centimetres."""
    made = document.add_table(rows=count, cols=len(widths))
    made.autofit = False
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths):
        column.w = Cm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths):
            cell.width = Cm(width)
    return made


def mark(row, name):
    """Marks a row of a table: `w:tblHeader` is said again on each page, `w:cantSplit` is never torn apart."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def say(cell, text, bold=False, size=SMALL):
    """Puts a text into a cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(held(text))
    run.bold, run.font.size = bold, size
    return paragraph


def table(document, widths, rows, headed=True):
    """Rows of texts under a row of headings; a row of one text is a tag of its own, one marked «across» fills the width."""
    made = blank_table(document, len(rows), widths)
    made.style = "Table Grid"
    for at, row in enumerate(rows):
        is_head = headed and at == 0
        mark(made.rows[at], "w:tblHeader" if is_head else "w:cantSplit")
        if row[0] == "across":
            whole = made.cell(at, 0).merge(made.cell(at, len(widths) - 1))
            say(whole, row[1], bold=True).paragraph_format.keep_with_next = True
            continue
        for place, text in enumerate(row):
            say(made.cell(at, place), text, bold=is_head)
    return made


def sign(document, *rows):
    """Places to sign: (who, name) each; a row of one text is a tag of its own."""
    made = blank_table(document, len(rows), PLACE)
    for at, row in enumerate(rows):
        mark(made.rows[at], "w:cantSplit")
        texts = row if len(row) == 1 else (row[0], BLANK, row[1])
        for cell, text in zip(made.rows[at].cells, texts):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            said = say(cell, text, size=TEXT)
            said.paragraph_format.space_before = Pt(8)
            said.paragraph_format.keep_with_next = at + 1 < len(rows)
    line(document, "")


def sign_each(document, name, whose):
    """A place to sign for everybody of a list."""
    sign(document, (f"{{%tr for {name} in {whose} %}}",), (f"{{{{ {name} }}}}", ""), ("{%tr endfor %}",))


def if_there(who, name):
    """The rows of a place to sign for one who may be not there; `name` is the tag."""
    return (f"{{%tr if {name} %}}",), (who, f"{{{{ {name} }}}}"), ("{%tr endif %}",)


def keep(document, name):
    """Writes the paper beside its maker."""
    document.save(here() / f"{name}.docx")
