"""Makes the templates of the ходатайство of an employer for the categories of methodist and mentor, of the application and
the consent that are signed by hand, and of the receipt of an application.

The tags are filled in `src/applying/petition.rs`, `by_hand.rs` and `receipt.rs` beside it.
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


def application():
    document = paper("Заявление о проведении аттестации")
    line(document, "В аттестационную комиссию", right=True)
    line(document, "{{ центр.название }}", right=True)
    line(document, "{{ педагог.фио }}", right=True)
    line(document, "{{ педагог.должность }}", right=True)
    line(document, "{{ педагог.организация }}", right=True)
    line(document, "ЗАЯВЛЕНИЕ", bold=True, centre=True)
    line(document, "о проведении аттестации", centre=True)
    line(document, "Прошу провести аттестацию в целях установления {{ просьба }}.")
    line(document, "{%p for р in разделы %}")
    line(document, "{{ р.название }}", bold=True, stays=True)
    line(document, "{%p for о in р.ответы %}")
    line(document, "{{ о.вопрос }}: {{ о.ответ }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endfor %}")
    line(document, "{%p if курсы %}")
    line(document, "Повышение квалификации", bold=True, stays=True)
    line(document, "{%p endif %}")
    line(document, "{%p for к in курсы %}")
    line(document, "{{ к.название }}: {{ к.сведения }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if документы %}")
    line(document, "К заявлению приложены документы", bold=True, stays=True)
    line(document, "{%p endif %}")
    line(document, "{%p for д in документы %}")
    line(document, "{{ loop.index }}. {{ д.название }}")
    line(document, "{%p endfor %}")
    line(document, "Подтверждаю, что сведения и документы верны.", stays=True)
    sign(document, ("«____» ______________ 20___ г.", "{{ педагог.фамилия_инициалы }}"))
    document.save(here() / "application.docx")


def consent():
    document = paper("Согласие на обработку персональных данных")
    line(document, "СОГЛАСИЕ", bold=True, centre=True)
    line(document, "на обработку персональных данных", centre=True)
    line(document, "Кто даёт согласие: {{ педагог.фио }}")
    line(document, "Кому: {{ центр.название }}")
    line(document, "К какому заявлению: о проведении аттестации в целях установления {{ просьба }}")
    line(document, "{%p for а in текст %}")
    line(document, "{{ а.абзац }}")
    line(document, "{%p endfor %}")
    line(document, "Редакция текста: {{ редакция }}", stays=True)
    sign(document, ("«____» ______________ 20___ г.", "{{ педагог.фамилия_инициалы }}"))
    document.save(here() / "consent.docx")


def receipt():
    document = paper("Расписка в получении заявления")
    line(document, "{{ центр.название }}", centre=True)
    line(document, "РАСПИСКА", bold=True, centre=True)
    line(document, "в получении заявления", centre=True)
    line(document, "Заявление о проведении аттестации получено.")
    line(document, "{%p for с in сведения %}")
    line(document, "{{ с.название }}: {{ с.слова }}")
    line(document, "{%p endfor %}")
    line(document, "{%p if дальше %}")
    line(document, "Что будет дальше", bold=True, stays=True)
    line(document, "{%p for д in дальше %}")
    line(document, "{{ д }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if документы %}")
    line(document, "Документы, поданные с заявлением", bold=True, stays=True)
    line(document, "{%p for д in документы %}")
    line(document, "{{ loop.index }}. {{ д }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p if подпись %}")
    line(document, "Подпись", bold=True, stays=True)
    line(document, "{%p for п in подпись %}")
    line(document, "{{ п.название }}: {{ п.слова }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "Расписка составлена системой, подпись на ней не нужна.")
    document.save(here() / "receipt.docx")


petition()
application()
consent()
receipt()
