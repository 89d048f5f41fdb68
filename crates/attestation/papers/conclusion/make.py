"""Makes the templates of conclusions: the blank a specialist takes, and the one made of answers by a criteria set.

The tags are filled in `src/conclusions/filling.rs` and in `src/conclusions/answers/paper.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import heading, keep, line, opening, paper, sign, table

BY_HAND = "_" * 68
"""A line to write on, as wide as the page."""

NAME = "ИТОГОВОЕ ЗАКЛЮЧЕНИЕ"


def part(document, title, lines=3):
    """A part that is written by the specialist."""
    heading(document, title)
    for at in range(lines):
        line(document, BY_HAND, stays=at + 1 < lines)


def blank():
    document = paper("Итоговое заключение")
    opening(document, NAME, "о результатах всестороннего анализа профессиональной деятельности педагогического работника")
    table(document, (5.5, 11), [
        ("Фамилия, имя, отчество", "{{ педагог.фио }}"),
        ("Место работы", "{{ педагог.организация }}{% if педагог.муниципалитет %}, {{ педагог.муниципалитет }}{% endif %}"),
        ("Должность", "{{ педагог.должность }}{% if педагог.предмет %}, {{ педагог.предмет }}{% endif %}"),
        ("Педагогический стаж, лет", "{{ педагог.стаж }}"),
        ("Имеющаяся категория", "{{ педагог.имеющаяся_категория }}"),
        ("Заявленная категория", "{{ заявление.категория }}"),
        ("Заявление", "№ {{ заявление.номер }} от {{ заявление.дата }}"),
        ("Специалист", "{{ специалист.фио }}{% if специалист.место_работы %}, {{ специалист.место_работы }}{% endif %}"),
    ], headed=False)
    line(document, "")
    heading(document, "Представленные документы")
    table(document, (1.2, 7.3, 5, 3), [
        ("№", "Документ", "Вид", "Дата"),
        ("{%tr for д in документы %}",),
        ("{{ loop.index }}", "{{ д.название }}", "{{ д.вид }}", "{{ д.дата }}"),
        ("{%tr endfor %}",),
    ])
    line(document, "")
    part(document, "1. Как и когда проведён анализ", lines=2)
    part(document, "2. Образование: что, где и когда окончено", lines=2)
    part(document, "3. Повышение квалификации: где, когда, сколько часов, номер и дата документа")
    part(document, "4. Результаты и достижения обучающихся по годам и уровням", lines=4)
    part(document, "5. Личный вклад, распространение опыта, участие в методической работе", lines=4)
    part(document, "6. Оценка профессиональной деятельности и чем она подтверждается", lines=4)
    heading(document, "Вывод")
    line(document, "Уровень профессиональной деятельности соответствует / не соответствует (ненужное зачеркните) заявленной"
         " квалификационной категории.", stays=True)
    line(document, "Причина, если не соответствует:", stays=True)
    line(document, BY_HAND, stays=True)
    line(document, BY_HAND)
    part(document, "Рекомендации", lines=2)
    line(document, "Дата: «____» ______________ 20___ г.", stays=True)
    sign(document, ("Специалист", "{{ специалист.фамилия_инициалы }}"))
    keep(document, "blank")


def conclusion():
    document = paper("Итоговое заключение специалиста")
    opening(document, NAME, "о профессиональной деятельности педагогического работника")
    line(document, "Педагог: {{ педагог.фио }}")
    line(document, "Должность: {{ педагог.должность }}{% if педагог.предмет %}, {{ педагог.предмет }}{% endif %}")
    line(document, "Организация: {{ педагог.организация }}, {{ педагог.муниципалитет }}")
    line(document, "Заявление: № {{ заявление.номер }} от {{ заявление.дата }}, заявленная категория — {{ заявление.категория }}")
    line(document, "Имеющаяся категория: {{ педагог.имеющаяся_категория }}")
    line(document, "Набор показателей: {{ набор.название }} ({{ набор.основание }})")
    table(document, (7, 9.5), [
        ("{%tr for п in показатели %}",),
        ("across", "{{ loop.index }}. {{ п.название }}"),
        ("{%tr for р in п.строки %}",),
        ("{{ р.вопрос }}", "{{ р.ответ }}"),
        ("{%tr endfor %}",),
        ("Документы", "{{ п.документы }}"),
        ("{%tr if п.баллы %}",),
        ("Баллы", "{{ п.баллы }}{% if п.порог %}, {{ п.порог }}{% endif %}"),
        ("{%tr endif %}",),
        ("{%tr endfor %}",),
    ], headed=False)
    line(document, "")
    line(document, "{%p if итого %}")
    line(document, "Всего баллов: {{ итого }}{% if порог %}, {{ порог }}{% endif %}")
    line(document, "{%p endif %}")
    line(document, "{%p for в in вывод %}")
    line(document, "{{ в.название }}: {{ в.текст }}")
    line(document, "{%p endfor %}")
    line(document, "Специалист: {{ специалист.фио }}{% if специалист.место_работы %}, {{ специалист.место_работы }}{% endif %}",
         stays=True)
    sign(document, ("{{ сегодня }} г.", "{{ специалист.фамилия_инициалы }}"))
    keep(document, "conclusion")


blank()
conclusion()
