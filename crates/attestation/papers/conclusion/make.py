"""Makes the template of a conclusion that is made of answers by a criteria set.

The tags are filled in `src/conclusions/answers/paper.rs`.
"""

import sys

sys.path.insert(0, "..")

from word import keep, line, opening, paper, sign, table


def conclusion():
    document = paper("Итоговое заключение специалиста")
    opening(document, "ИТОГОВОЕ ЗАКЛЮЧЕНИЕ", "о профессиональной деятельности педагогического работника")
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


conclusion()
