"""Makes the templates of an act's papers: the order with its annexes, the order that corrects it, the extract for one case.

The tags are filled in `src/acts/paper.rs`, `src/acts/correction_paper.rs` and `src/acts/extract.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import BLANK, heading, keep, line, opening, paper, sign, table, teacher

ORDER_196 = "утверждённым приказом Минпросвещения России от 24.03.2023 № 196"

# The date and the number, and places for them in a draft.
OF = "{% if акт.проект %}от _______________ № _______________{% else %}от {{ акт.дата }} № {{ акт.номер }}{% endif %}"


def body(document):
    """Who issues the act, when the Centre has said it."""
    line(document, "{%p if акт.орган %}")
    line(document, "{{ акт.орган }}", centre=True)
    line(document, "{%p endif %}")


def order():
    document = paper("Приказ об установлении квалификационных категорий")
    line(document, "{%p if акт.проект %}")
    line(document, "ПРОЕКТ", bold=True, right=True)
    line(document, "{%p endif %}")
    body(document)
    opening(document, "ПРИКАЗ", OF, whose="")
    line(document, "О квалификационных категориях педагогических работников", bold=True, centre=True)
    line(document, f"В соответствии с порядком аттестации педагогических работников, {ORDER_196}, и на основании "
                   "решений аттестационной комиссии ({{ протоколы }})")
    line(document, "ПРИКАЗЫВАЮ:", bold=True)
    line(document, "{%p if установлено %}")
    line(document, "1. Установить квалификационные категории педагогическим работникам по списку (приложение 1). "
                   "Категория действует со дня решения аттестационной комиссии.")
    line(document, "{%p endif %}")
    line(document, "{%p if отказано %}")
    line(document, "{% if установлено %}2{% else %}1{% endif %}. Отказать в установлении квалификационных категорий "
                   "педагогическим работникам по списку (приложение {% if установлено %}2{% else %}1{% endif %}).")
    line(document, "{%p endif %}")
    line(document, "{% if установлено and отказано %}3{% else %}2{% endif %}. Ознакомить педагогических работников с "
                   "этим приказом и опубликовать его на сайте.")
    line(document, "")
    sign(document, ("{{ акт.должность or '________________' }}", "{{ акт.подписал or '________________' }}"))
    line(document, "{%p if установлено %}")
    line(document, f"Приложение 1 к приказу {OF}", right=True, new_page=True)
    line(document, "Педагогические работники, которым установлены квалификационные категории", bold=True, centre=True)
    line(document, "{%p for к in категории %}")
    heading(document, "{{ к.название }}")
    table(document, (1, 4.4, 3.6, 4.7, 2.8), [
        ("№", "Фамилия, имя, отчество", "Должность", "Организация", "Действует с"),
        ("{%tr for м in к.муниципалитеты %}",),
        ("across", "{{ м.название }}"),
        ("{%tr for р in м.педагоги %}",),
        ("{{ р.номер }}", "{{ р.фио }}", "{{ р.должность }}", "{{ р.организация }}", "{{ р.день }}"),
        ("{%tr endfor %}",),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if отказано %}")
    line(document, "Приложение {% if установлено %}2{% else %}1{% endif %} к приказу " + OF, right=True, new_page=True)
    line(document, "Педагогические работники, которым отказано в установлении квалификационных категорий", bold=True,
         centre=True)
    table(document, (1, 5.2, 7, 3.3), [
        ("№", "Фамилия, имя, отчество", "Должность, организация", "Категория"),
        ("{%tr for р in отказы %}",),
        ("{{ р.номер }}", "{{ р.фио }}", "{{ р.должность }}, {{ р.организация }}, {{ р.муниципалитет }}",
         "{{ р.категория }}"),
        ("across", "Причина: {{ р.причина }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "{%p endif %}")
    keep(document, "order")


def correction():
    earlier = "№ {{ прежний.номер }} от {{ прежний.дата }}"
    document = paper("Приказ о внесении исправления")
    line(document, "ПРОЕКТ", bold=True, right=True)
    body(document)
    opening(document, "ПРИКАЗ", f"от {BLANK} № {BLANK}", whose="")
    line(document, f"О внесении исправления в приказ {earlier}", bold=True, centre=True)
    line(document, f"В связи с ошибкой при оформлении приказа {earlier} (основание: {BLANK})")
    line(document, "ПРИКАЗЫВАЮ:", bold=True)
    line(document, f"1. Исправить ошибку в приложении ____ к приказу {earlier}, в строке педагога {BLANK}: "
                   f"вместо «{BLANK}» читать «{BLANK}».")
    line(document, f"2. Решение аттестационной комиссии и остальные строки приказа {earlier} остаются без изменения.")
    line(document, "3. Ознакомить с этим приказом педагогических работников, в чьих строках исправлена ошибка, и "
                   "опубликовать его на сайте.")
    line(document, "")
    sign(document, ("{{ прежний.должность or '________________' }}", "{{ прежний.подписал or '________________' }}"))
    keep(document, "correction")


def extract():
    document = paper("Выписка из акта")
    body(document)
    opening(document, "ВЫПИСКА", "из акта {{ акт.реквизиты }}", whose="")
    line(document, f"В соответствии с порядком, {ORDER_196}, и на основании решения аттестационной комиссии от "
                   "{{ решение.день }} г. ({{ решение.протокол }}):")
    line(document, "{{ решение.слова }}", bold=True)
    teacher(document, "Фамилия, имя, отчество")
    line(document, "{%p if решение.причина %}")
    line(document, "Причина отказа: {{ решение.причина }}")
    line(document, "{%p endif %}")
    line(document, "{%p for и in исправления %}")
    line(document, "{{ и }}")
    line(document, "{%p endfor %}")
    line(document, "Акт подписал: {{ акт.подписал }}")
    line(document, "{%p if проверка.код %}")
    line(document, "Код проверки: {{ проверка.код }}. Проверить запись реестра: {{ проверка.адрес }}", stays=True)
    line(document, "{{ проверка.картинка }}")
    line(document, "{%p endif %}")
    line(document, "")
    line(document, "Выписка верна. {{ сегодня }} г.", stays=True)
    sign(document, (BLANK, BLANK))
    keep(document, "extract")


def refusal():
    document = paper("Письмо об отказе в установлении категории")
    body(document)
    line(document, "{%p if not акт.орган %}")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "{%p endif %}")
    opening(document, "ПИСЬМО", "об отказе в установлении категории, {{ сегодня }} г.", whose="")
    teacher(document)
    line(document, "Аттестационная комиссия {{ решение.день }} г. ({{ решение.протокол }}) решила {{ решение.слова }}. "
                   "Издан акт {{ акт.реквизиты }}.")
    line(document, "Причина отказа: {{ решение.причина }}", bold=True)
    line(document, "{%p for и in исправления %}")
    line(document, "{{ и }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if прежняя %}")
    line(document, "{{ прежняя }}")
    line(document, "{%p endif %}")
    line(document, "{%p if снова %}")
    line(document, "Новое заявление на эту же категорию можно подать с {{ снова }} г.")
    line(document, "{%p endif %}")
    line(document, "Если вы не согласны с решением, его можно обжаловать. Порядок подскажут в Центре.", stays=True)
    sign(document, (BLANK, BLANK))
    keep(document, "refusal")


order()
correction()
extract()
refusal()
