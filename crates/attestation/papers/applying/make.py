"""Makes the template of the ходатайство of an employer for the categories of methodist and mentor.

The tags are filled in `src/applying/petition.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, here, line, paper, sign

BY_HAND = "_" * 64


def petition():
    document = paper("Ходатайство работодателя")
    line(document, "В аттестационную комиссию", right=True)
    line(document, "{{ центр.название }}", right=True)
    line(document, "{{ организация }}", centre=True)
    line(document, "ХОДАТАЙСТВО", bold=True, centre=True)
    line(document, "об установлении квалификационной категории «{{ категория }}»", centre=True)
    line(document, "{{ организация }} ходатайствует об установлении квалификационной категории «{{ категория }}» "
                   "педагогическому работнику:", stays=True)
    line(document, "Фамилия, имя, отчество: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}")
    line(document, "{%p for о in сведения %}")
    line(document, "{{ о.название }}: {{ о.ответ }}")
    line(document, "{%p endfor %}")
    line(document, "О {{ деятельность }} деятельности педагога", bold=True, stays=True)
    line(document, "{%p for р in результаты %}")
    line(document, "{{ р.название }}", bold=True, stays=True)
    line(document, "{{ р.текст }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if not результаты %}")
    for _ in range(3):
        line(document, BY_HAND)
    line(document, "{%p endif %}")
    line(document, "Ходатайство рассмотрено и поддержано коллегиальным органом управления организации "
                   "(____________________________), протокол № ______ от «____» ______________ 20___ г.", stays=True)
    sign(document, ("Руководитель организации", BLANK), ("Согласовано: председатель профсоюзной организации", BLANK))
    line(document, "«____» ______________ 20___ г.")
    document.save(here() / "petition.docx")


petition()
