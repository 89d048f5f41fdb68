"""Makes the template fixtures and the text python-docx-template gives for each.

Run in this folder after `pip install docxtpl`: python3 make.py
Writes templates/<name>.docx, templates/<name>.json, templates/<name>.txt.
"""

import json
import pathlib

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment

HERE = pathlib.Path(__file__).parent
OUT = HERE / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TEACHER = {
    "педагог": {
        "фио": "Орлова Ольга Андреевна",
        "организация": "МБОУ «СОШ № 6» & филиал",
        "должность": "учитель",
        "имеющаяся_категория": "первая",
        "стаж": 18,
        "ставка": 0.75,
    },
    "документы": [
        {"название": "Диплом", "дата": "04.02.1998", "листов": 2},
        {"название": "Справка <о нагрузке>", "дата": "01.09.2026", "листов": 1},
        {"название": 'Грамота "Лучший урок"', "дата": "15.05.2025", "листов": 3},
    ],
    "пусто": [],
    "текст": "первая\nвторая\tс табуляцией",
    "абзацы": "один\aдва\aтри",
    "страницы": "до\fпосле",
    "согласие": True,
}


def split(paragraph, text, size=5, noise=True):
    """Adds the text cut into runs, with what Word likes to leave between them."""
    bits = [text[i : i + size] for i in range(0, len(text), size)]
    for nth, bit in enumerate(bits):
        run = paragraph.add_run(bit)
        if nth % 3 == 1:
            run.bold = True
        if noise and nth % 2 == 0:
            error = OxmlElement("w:proofErr")
            error.set(qn("w:type"), "spellStart")
            paragraph._p.append(error)
        if noise and nth % 4 == 1:
            mark = OxmlElement("w:bookmarkStart")
            mark.set(qn("w:id"), str(nth))
            mark.set(qn("w:name"), f"_m{nth}")
            paragraph._p.append(mark)
            end = OxmlElement("w:bookmarkEnd")
            end.set(qn("w:id"), str(nth))
            paragraph._p.append(end)


def paragraphs(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def plain():
    return paragraphs(
        "{{ педагог.фио }}, {{педагог.должность}} — {{ педагог.стаж }} лет",
        "{{ педагог.организация }}",
        "Нет такого: [{{ нет_такого }}]",
        "Скобки: {_{ не метка }_} и {_% тоже %_}",
    )


def runs():
    document = Document()
    split(document.add_paragraph(), "Кто: {{ педагог.фио }}; где: {{ педагог.организация }}.")
    split(document.add_paragraph(), "{% if педагог.стаж > 10 %}опытный{% else %}молодой{% endif %} педагог", 1)
    split(document.add_paragraph(), "Итого {{ документы|length }} документа.", 3, noise=False)
    return document


def quotes():
    return paragraphs(
        "{{ нет|default(“не указано”) }}",
        "{{ нет|default(‘нет сведений’) }}",
        "{% if педагог.должность == “учитель” %}да{% endif %}",
        "{% if 1 < 2 and 3 > 2 %}сравнения{% endif %}",
    )


def loops():
    return paragraphs(
        "{% for д in документы %}{{ loop.index }}. {{ д.название }}{% if not loop.last %}; {% endif %}{% endfor %}.",
        "{% for д in пусто %}x{% else %}документов нет{% endfor %}",
        "{% for д in документы if д.листов > 1 %}{{ loop.index0 }}/{{ loop.length }} {{ д.дата }} {% endfor %}",
        "{% for д in документы %}{{ loop.revindex }}{{ loop.first }}{{ loop.cycle('а', 'б') }} {% endfor %}",
        "{% set ns = namespace(всего=0) %}{% for д in документы %}{% set ns.всего = ns.всего + д.листов %}{% endfor %}{{ ns.всего }}",
    )


def rows():
    document = Document()
    table = document.add_table(rows=4, cols=3)
    for cell, text in zip(table.rows[0].cells, ["№", "Документ", "Дата"]):
        cell.text = text
    split(table.cell(1, 0).paragraphs[0], "{%tr for д in документы %}", 4)
    table.cell(2, 0).text = "{{ loop.index }}"
    split(table.cell(2, 1).paragraphs[0], "{{ д.название }}", 3)
    table.cell(2, 2).text = "{{ д.дата }}"
    table.cell(3, 0).text = "{%tr endfor %}"
    return document


def row_choice():
    document = Document()
    table = document.add_table(rows=7, cols=2)
    texts = ["{%tr if согласие %}", "Согласие дано", "{%tr else %}", "Согласия нет", "{%tr endif %}", "{#tr заметка #}", "Конец"]
    for row, text in zip(table.rows, texts):
        row.cells[0].text = text
    return document


def paragraph_tags():
    return paragraphs(
        "Начало",
        "{%p for д in документы %}",
        "{{ loop.index }}) {{ д.название }}",
        "{%p if д.листов > 2 %}",
        "много листов",
        "{%p elif д.листов > 1 %}",
        "два листа",
        "{%p else %}",
        "один лист",
        "{%p endif %}",
        "{%p endfor %}",
        "{#p это заметка для составителя #}",
        "Конец{# и это заметка #}.",
    )


def columns():
    document = Document()
    table = document.add_table(rows=2, cols=4)
    for row, text in zip(table.rows, ["{{ д.название }}", "{{ д.дата }}"]):
        row.cells[0].text = "Строка"
        row.cells[1].text = "{%tc for д in документы %}"
        row.cells[2].text = text
        row.cells[3].text = "{%tc endfor %}"
    return document


def run_tags():
    document = Document()
    paragraph = document.add_paragraph("До ")
    paragraph.add_run("{%r if согласие %}").bold = True
    paragraph.add_run("согласие есть")
    paragraph.add_run("{%r endif %}")
    paragraph.add_run(" после")
    document.add_paragraph("a {%r if педагог.стаж > 100 %}b{%r else %} c {%r endif %}d")
    return document


def whitespace():
    return paragraphs(
        "Дом стоит",
        "{%- if согласие -%}",
        " в городе",
        "{%- else -%}",
        " в деревне",
        "{%- endif -%}",
        " и мне там нравится.",
        "Отдельно  {{- педагог.должность -}}  слитно",
    )


def specials():
    document = paragraphs("{{ текст }}", "а{{ абзацы }}б", "{{ страницы }}", "{{ педагог.организация }}")
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "{{ абзацы }} {{ текст }}"
    document.add_paragraph("x\ty")
    return document


def filters():
    return paragraphs(
        "{{ педагог.фио|upper }} {{ педагог.фио|lower }} {{ 'иванова мария-анна'|title }} {{ 'ПЕРВАЯ категория'|capitalize }}",
        "{{ документы|map(attribute='название')|join(', ') }}",
        "{{ документы|length }} {{ документы|sum(attribute='листов') }} {{ (документы|first).дата }} {{ (документы|last).дата }}",
        "{{ педагог.фио|replace('Орлова', 'Петрова') }} [{{ '  края '|trim }}]",
        "{{ педагог.ставка|round(1) }} {{ 2.5|round }} {{ 3.14159|round(2) }} {{ 7|round }} {{ 2.675|round(2) }}",
        "{{ '%.2f'|format(педагог.ставка) }} {{ '%s — %d лет'|format(педагог.должность, педагог.стаж) }} {{ '%05d'|format(42) }}",
        "{{ документы|sort(attribute='название')|map(attribute='название')|join('/') }}",
        "{{ документы|selectattr('листов', 'gt', 1)|list|length }} {{ [3, 1, 2]|sort|join }} {{ [1, 2, 3]|reverse|list }}",
        "{{ нет|default('—') }} {{ ''|default('пусто', true) }} {{ -5|abs }} {{ '12'|int + 1 }} {{ 'абв'|list }}",
        "{{ документы|groupby('листов')|length }} {{ 'один два три'|wordcount }} {{ [1, 1, 2]|unique|list }} {{ 'длинный текст документа'|truncate(12) }}",
    )


def python_ways():
    return paragraphs(
        "{{ педагог.фио.upper() }} {{ педагог.фио.split(' ')[0] }} {{ ' x '.strip() }} {{ 'а-б'.replace('-', '+') }}",
        "{{ 7 / 2 }} {{ 7 // 2 }} {{ 7 % 3 }} {{ 2 ** 3 }} {{ 6 / 3 }} {{ 1 + 1.0 }} {{ -7 // 2 }}",
        "{{ согласие }} {{ not согласие }} {{ 'а' ~ 1 ~ 'б' }} {{ [1, 'два', 3.0] }} {{ {'а': 1} }}",
        "{{ 'да' if согласие else 'нет' }} {{ 'учитель' in педагог.должность }} {{ педагог['фио'][:6] }} {{ педагог.фио[0] }}.",
        "{{ ', '.join(['а', 'б']) }} {{ педагог.get('нет', 'по умолчанию') }} {{ 'абв'.startswith('а') }} {{ '{:.1f}'.format(2.25) }}",
        "{% if педагог.стаж is defined and нет is not defined %}есть{% endif %} {{ 0.1 + 0.2 }} {{ 1e20 }} {{ 10000000.0 }}",
        "{% for к, з in {'а': 1, 'б': 2}.items() %}{{ к }}={{ з }} {% endfor %}{{ range(3)|list }} {{ (1, 2)|last }}",
        "{% macro подпись(имя) %}/{{ имя }}/{% endmacro %}{{ подпись(педагог.фио) }}",
        "{% with а = 5 %}{{ а * 2 }}{% endwith %}{% set б = 'x' %}{{ б * 3 }}",
    )


def headers():
    document = paragraphs("Тело: {{ педагог.фио }}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Верх: {{ педагог.организация }}"
    split(section.footer.paragraphs[0], "Низ: {{ педагог.должность|upper }}", 4)
    return document


def cells():
    document = Document()
    table = document.add_table(rows=6, cols=2)
    table.cell(0, 0).text = "{% colspan 2 %}Объединено {{ педагог.должность }}"
    table.rows[0]._tr.remove(table.rows[0]._tr.tc_lst[1])
    table.cell(1, 0).text = "{% cellbg 'F2F2F2' %}Цвет"
    table.cell(2, 0).text = "{%tr for д in документы %}"
    table.cell(3, 0).text = "{% vm %}Общее"
    table.cell(3, 1).text = "{{ д.название }}"
    table.cell(4, 0).text = "{%tr endfor %}"
    table.cell(5, 0).text = "Конец"
    return document


def nested():
    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text = "{%tr for д in документы %}"
    table.cell(1, 0).text = "{{ д.название }}"
    cell = table.cell(1, 1)
    cell.text = "{%p if д.листов > 1 %}"
    cell.add_paragraph("листов: {{ д.листов }}")
    cell.add_paragraph("{%p endif %}")
    cell.add_paragraph("дата: {{ д.дата }}")
    table.cell(2, 0).text = "{%tr endfor %}"
    return document


def conclusion():
    return Document(str(HERE / "conclusion-template.docx"))


CONCLUSION = {
    "педагог": TEACHER["педагог"],
    "заявление": {"категория": "высшая", "номер": "117", "дата": "05.10.2026"},
    "специалист": {
        "фио": "Соловьёва Виктория Алексеевна",
        "место_работы": "МБОУ ДО «ДДТ № 29»",
        "фамилия_инициалы": "Соловьёва В. А.",
    },
    "документы": TEACHER["документы"],
}

FIXTURES = {
    "plain": plain,
    "runs": runs,
    "quotes": quotes,
    "loops": loops,
    "rows": rows,
    "row_choice": row_choice,
    "paragraph_tags": paragraph_tags,
    "columns": columns,
    "run_tags": run_tags,
    "whitespace": whitespace,
    "specials": specials,
    "filters": filters,
    "python_ways": python_ways,
    "headers": headers,
    "cells": cells,
    "nested": nested,
    "conclusion": conclusion,
}


def text_of(element):
    """The text of one paragraph; breaks and tabs as signs that can be seen."""
    out = []
    for node in element.iter():
        if node.tag == W + "t":
            out.append(node.text or "")
        elif node.tag == W + "tab" and node.getparent().tag == W + "r":
            out.append("→")
        elif node.tag == W + "br":
            out.append("¶page" if node.get(W + "type") == "page" else "↵")
    return "".join(out)


def lines_of(element):
    """A line for each paragraph, rows and cells marked."""
    for child in element:
        if child.tag == W + "p":
            yield text_of(child)
        elif child.tag == W + "tbl":
            for row in child.iter(W + "tr"):
                yield "[row]"
                for cell in row.iter(W + "tc"):
                    yield "[cell]"
                    yield from lines_of(cell)


def text(document):
    lines = list(lines_of(document.element.body))
    for section in document.sections:
        lines += ["[header]", *lines_of(section.header._element)]
        lines += ["[footer]", *lines_of(section.footer._element)]
    return "\n".join(lines) + "\n"


def main():
    OUT.mkdir(exist_ok=True)
    for name, build in FIXTURES.items():
        data = CONCLUSION if name == "conclusion" else TEACHER
        build().save(OUT / f"{name}.docx")
        template = DocxTemplate(OUT / f"{name}.docx")
        template.render(data, Environment(autoescape=True))
        template.save(OUT / "filled.tmp")
        (OUT / f"{name}.txt").write_text(text(Document(str(OUT / "filled.tmp"))), encoding="utf-8")
        (OUT / f"{name}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    (OUT / "filled.tmp").unlink()


if __name__ == "__main__":
    main()
