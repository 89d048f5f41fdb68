"""Makes the template of a report.

The tags are filled in `src/reports/paper.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, keep, line, opening, paper, sign, table


def report():
    document = paper("Отчёт")
    opening(document, "ОТЧЁТ")
    line(document, "{{ отчёт.название }}", bold=True, centre=True)
    line(document, "{{ отчёт.отбор }}", centre=True, stays=True)
    table(document, (6.5, 10), [
        ("{{ отчёт.первый_столбец }}", "Показатели"),
        ("{%tr for с in строки %}",),
        ("{{ с.название }}{% if с.пояснение %}, {{ с.пояснение }}{% endif %}",
         "{% for я in с.ячейки %}{{ я.столбец }}: {{ я.значение }}{% if not loop.last %}; {% endif %}{% endfor %}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Как считается: {{ отчёт.правило }}")
    line(document, "Посчитано {{ отчёт.посчитано }}.", stays=True)
    sign(document, (BLANK, BLANK))
    keep(document, "report")


report()
