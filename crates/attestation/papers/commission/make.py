"""Makes the templates of the agenda, the protocol, the extract of a protocol for one case and the summary of a commission's session.

The tags are filled in `src/commission/agenda_paper.rs`, `document.rs`, `extract.rs` and `summary.rs` beside it.
"""

import sys

sys.path.insert(0, "..")

from word import heading, if_there, keep, line, opening, paper, sign, table, teacher

COMMISSION = "{{ комиссия.название }}"


def members(document, title, whose):
    heading(document, title)
    line(document, f"{{%p for ч in {whose} %}}")
    line(document, "{{ ч.фио }}, {{ ч.роль }}")
    line(document, "{%p endfor %}")


def began(document):
    line(document, "{%p if заседание.открыто %}")
    line(document, "Заседание открыто в {{ заседание.открыто }}.")
    line(document, "{%p endif %}")


def led(document, end="."):
    line(document, "{%p if председательствующий %}")
    line(document, "Председательствующий: {{ председательствующий }}" + end)
    line(document, "{%p endif %}")


def protocol():
    document = paper("Протокол заседания аттестационной комиссии")
    opening(document, "Протокол № {{ протокол.номер }}", "от {{ протокол.дата }} г.", whose=COMMISSION)
    line(document, "Заседание {{ заседание.дата }} г., {{ заседание.время }}. Место: {{ заседание.место }}.")
    line(document, "Состав комиссии: {{ комиссия.приказ }}.")
    began(document)
    members(document, "Присутствовали", "присутствовали")
    line(document, "{%p if отсутствовали %}")
    members(document, "Отсутствовали", "отсутствовали")
    line(document, "{%p endif %}")
    line(document, "Присутствуют {{ кворум }}.", bold=True)
    led(document)
    heading(document, "Рассмотрели и решили")
    line(document, "{%p for в in вопросы %}")
    heading(document, "{{ в.номер }}. {{ в.педагог }}, {{ в.должность }}, {{ в.организация }}. Дело № {{ в.дело }}.")
    line(document, "Вопрос {{ в.вопрос }}.", stays=True)
    line(document, "Результат специалистов: {{ в.результат }}.")
    line(document, "{%p if в.без_голосования %}")
    line(document, "Без голосования; присутствовали {{ в.кворум }}.")
    line(document, "{%p else %}")
    line(document, "Голосовали: за — {{ в.за }}, против — {{ в.против }}, воздержались — {{ в.воздержались }}; "
                   "присутствовали {{ в.кворум }}.")
    line(document, "{%p endif %}")
    line(document, "{%p if в.не_голосовали %}")
    line(document, "По своему делу не голосует: {{ в.не_голосовали }}")
    line(document, "{%p endif %}")
    line(document, "{%p if в.равенство %}")
    line(document, "Голоса разделились поровну: {{ в.равенство }}.")
    line(document, "{%p endif %}")
    line(document, "Решили: {{ в.решение }}.")
    line(document, "{%p if в.причина %}")
    line(document, "Причина: {{ в.причина }}")
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")
    line(document, "Всего рассмотрено дел: {{ итоги.всего }}. Категория установлена: {{ итоги.установлено }}. "
                   "Отказано: {{ итоги.отказано }}. Отложено: {{ итоги.отложено }}.", stays=True)
    sign(document,
         *if_there("Председатель", "председатель"),
         *if_there("Председательствующий", "вместо_председателя"),
         *if_there("Заместитель председателя", "заместитель"),
         *if_there("Секретарь", "секретарь"),
         ("{%tr for ч in члены %}",),
         ("{% if loop.first %}Члены комиссии{% endif %}", "{{ ч }}"),
         ("{%tr endfor %}",))
    keep(document, "protocol")


def agenda():
    document = paper("Повестка заседания аттестационной комиссии")
    opening(document, "ПОВЕСТКА ЗАСЕДАНИЯ", "{{ заседание.дата }} г., {{ заседание.время }}", whose=COMMISSION)
    line(document, "Место: {{ заседание.место }}.")
    line(document, "Состав комиссии: {{ комиссия.приказ }}.")
    line(document, "Дел в повестке: {{ всего }}.", stays=True)
    table(document, (1, 6, 5.5, 4), [
        ("№", "Педагог", "Вопрос", "Результат специалистов"),
        ("{%tr for в in вопросы %}",),
        ("{{ в.номер }}", "{{ в.педагог }}, {{ в.должность }}, {{ в.организация }}. Дело № {{ в.дело }}"
                          "{% if в.присутствие %}; {{ в.присутствие }}{% endif %}",
         "{{ в.вопрос }}", "{{ в.результат }}; решить до {{ в.решить_до }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    sign(document, *if_there("Секретарь комиссии", "секретарь"))
    keep(document, "agenda")


def summary():
    document = paper("Сводная ведомость заседания аттестационной комиссии")
    opening(document, "СВОДНАЯ ВЕДОМОСТЬ", "заседание {{ заседание.дата }} г., {{ заседание.время }}", whose=COMMISSION)
    line(document, "Место: {{ заседание.место }}.")
    line(document, "Состав комиссии: {{ комиссия.приказ }}.")
    line(document, "{{ протокол.слова }}")
    began(document)
    led(document)
    line(document, "Присутствуют {{ кворум }}.", stays=True)
    table(document, (0.8, 3.9, 2.3, 2.8, 3.1, 3.6), [
        ("№", "Педагог", "Заявлено", "Результат специалистов", "Голоса", "Решение"),
        ("{%tr for в in вопросы %}",),
        ("{{ в.номер }}", "{{ в.педагог }}, {{ в.должность }}, {{ в.организация }}. Дело № {{ в.дело }}", "{{ в.категория }}",
         "{{ в.результат }}", "{{ в.голоса }}", "{{ в.решение }}"),
        ("{%tr if в.причина %}",),
        ("across", "Причина решения по делу {{ в.номер }}: {{ в.причина }}"),
        ("{%tr endif %}",),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    line(document, "Всего дел: {{ итоги.всего }}. Категория установлена: {{ итоги.установлено }}. "
                   "Отказано: {{ итоги.отказано }}. Отложено: {{ итоги.отложено }}.")
    line(document, "{%p for правка in исправления %}")
    line(document, "Исправление к протоколу: {{ правка }}")
    line(document, "{%p endfor %}")
    sign(document, *if_there("Секретарь комиссии", "секретарь"))
    keep(document, "summary")


def extract():
    document = paper("Выписка из протокола заседания аттестационной комиссии")
    opening(document, "ВЫПИСКА", "из протокола № {{ протокол.номер }} от {{ протокол.дата }} г.", whose=COMMISSION)
    line(document, "Заседание {{ заседание.дата }} г., {{ заседание.время }}. Место: {{ заседание.место }}.")
    line(document, "Состав комиссии: {{ комиссия.приказ }}.")
    began(document)
    teacher(document)
    line(document, "Дело № {{ дело }}")
    line(document, "Вопрос {{ решение.вопрос }}.")
    line(document, "{%p if решение.голоса %}")
    line(document, "Голосовали: {{ решение.голоса }}.")
    line(document, "{%p endif %}")
    line(document, "{%p if решение.не_голосовали %}")
    line(document, "По своему делу не голосует: {{ решение.не_голосовали }}")
    line(document, "{%p endif %}")
    line(document, "{%p if решение.равенство %}")
    line(document, "Голоса разделились поровну: {{ решение.равенство }}.")
    line(document, "{%p endif %}")
    line(document, "Решили: {{ решение.слова }}.", bold=True)
    line(document, "{%p if решение.причина %}")
    line(document, "Причина: {{ решение.причина }}")
    line(document, "{%p endif %}")
    line(document, "{%p if исправления %}")
    line(document, "{{ исправления }}")
    line(document, "{%p endif %}")
    led(document, end="")
    line(document, "")
    line(document, "Выписка верна. {{ сегодня }} г.", stays=True)
    sign(document, ("Секретарь комиссии", "{{ секретарь or '________________' }}"))
    keep(document, "extract")


agenda()
protocol()
extract()
summary()
