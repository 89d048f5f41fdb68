//! Every kind of letter the program writes: who gets it, why, and what the program itself tells in it.

/// A kind of letter.
#[derive(Debug)]
pub(super) struct Known {
    /// As it is kept, `noun.verb`.
    pub(super) code: &'static str,
    /// What it is about.
    pub(super) name: &'static str,
    /// Who gets it.
    pub(super) to: &'static str,
    /// What the program writes in it, whatever is put around.
    pub(super) tells: &'static str,
    /// The program's own subject; a number in it stands as «…».
    pub(super) subject: &'static str,
}

const fn known(
    code: &'static str,
    name: &'static str,
    to: &'static str,
    tells: &'static str,
    subject: &'static str,
) -> Known {
    Known { code, name, to, tells, subject }
}

const OWNER: &str = "владелец кабинета";
const TEACHER: &str = "педагог";
const SPECIALIST: &str = "специалист";

/// All of them, in the order in which people get them.
pub(super) const ALL: &[Known] = &[
    known(
        "invitation.sent",
        "Приглашение",
        "приглашённый",
        "кто приглашает, в какой роли и для какой школы, ссылка, код, до какого дня они действуют",
        "Приглашение в электронную систему «Аттестация»",
    ),
    known("account.created", "Кабинет создан", OWNER, "логин, роль, ссылка на вход", "Кабинет создан"),
    known("account.role_added", "Добавлена роль", OWNER, "какая роль добавлена", "В кабинет добавлена роль"),
    known(
        "registration.known",
        "Кабинет уже есть",
        "педагог, который просил ссылку для регистрации",
        "логин, ссылка на вход",
        "У вас уже есть кабинет",
    ),
    known(
        "account.recovery",
        "Новый пароль",
        OWNER,
        "логин, одноразовая ссылка, сколько она действует",
        "Новый пароль для системы «Аттестация»",
    ),
    known(
        "account.password_changed",
        "Пароль изменён",
        OWNER,
        "когда изменён, что делать, если это не вы",
        "Пароль изменён",
    ),
    known(
        "account.confirm_email",
        "Подтверждение адреса",
        "владелец кабинета, на новый адрес",
        "одноразовая ссылка, сколько она действует",
        "Подтвердите новый адрес",
    ),
    known(
        "account.email_changes",
        "Смена адреса",
        "владелец кабинета, на прежний адрес",
        "что меняется, что делать, если это не вы",
        "Адрес в кабинете изменён",
    ),
    known("account.role_ended", "Роль закрыта", OWNER, "какая роль и почему", "Роль закрыта"),
    known("account.closed", "Кабинет закрыт", OWNER, "почему", "Кабинет закрыт"),
    known("account.reopened", "Кабинет снова открыт", OWNER, "логин и почему", "Кабинет снова открыт"),
    known("account.signed_out", "Сеансы закрыты", OWNER, "что сеансы закрыл сотрудник", "Ваши сеансы закрыты"),
    known(
        "teacher.corrected",
        "Данные исправлены",
        TEACHER,
        "что исправлено, почему и на каком основании, ссылка; самих данных в письме нет",
        "Ваши данные исправлены",
    ),
    known(
        "application.submitted",
        "Заявление подано",
        TEACHER,
        "номер, день, категория, должность, до какого дня ждать ответа и решения, ссылка",
        "Заявление № … подано",
    ),
    known(
        "intake.registered",
        "Заявление зарегистрировано",
        TEACHER,
        "номер и день регистрации, ссылка",
        "Заявление № … зарегистрировано",
    ),
    known(
        "intake.remarks",
        "Замечания",
        TEACHER,
        "замечания по пунктам, до какого дня ответить, ссылка",
        "Замечания к заявлению № …",
    ),
    known("intake.refused", "Отказ в приёме", TEACHER, "основание и причина", "В приёме заявления № … отказано"),
    known(
        "intake.scheduled",
        "Срок и форма аттестации",
        TEACHER,
        "с какого и по какой день, форма, ссылка",
        "Аттестация по заявлению № …",
    ),
    known(
        "assignment.given",
        "Назначены дела",
        SPECIALIST,
        "сколько дел, педагоги, до какого дня, ссылка",
        "Вам назначено: …",
    ),
    known("assignment.ended", "Дела переданы", SPECIALIST, "какие дела больше не у специалиста", "Дела переданы"),
    known(
        "assignment.interest",
        "Специалист заинтересован в деле",
        "Центр",
        "кто и почему не может рассматривать дело, ссылка на назначение",
        "Дело … ждёт другого специалиста",
    ),
    known("seat.ended", "Роль специалиста закрыта", SPECIALIST, "что новых дел не будет", "Роль специалиста закрыта"),
    known(
        "result.recorded",
        "Результат записан",
        SPECIALIST,
        "номер результата, педагог, соответствует или нет",
        "Результат № … записан",
    ),
    known(
        "result.returned",
        "Дело возвращено",
        SPECIALIST,
        "какое дело и почему, ссылка",
        "Дело возвращено на доработку",
    ),
    known(
        "deadline.reminder",
        "Напоминание о сроках",
        "специалист, Центр",
        "дела, по которым подходит срок",
        "Сроки: …",
    ),
    known(
        "sitting.postponed",
        "Рассмотрение отложено",
        TEACHER,
        "до какого дня и почему, ссылка на дело",
        "Рассмотрение заявления отложено",
    ),
    known(
        "sitting.reopened",
        "Рассмотрение больше не отложено",
        TEACHER,
        "на каком заседании рассмотрят заявление, ссылка на дело",
        "Рассмотрение заявления не отложено",
    ),
    known(
        "act.teacher",
        "Решение комиссии",
        TEACHER,
        "что решено и когда, какой акт, причина отказа и когда подать снова, ссылка на выписку",
        "Категория установлена",
    ),
    known(
        "act.coordinator",
        "Решения о педагогах школы",
        "координатор школы",
        "какой акт, решение о каждом педагоге, ссылка",
        "Решения аттестационной комиссии",
    ),
    known(
        "hook.stopped",
        "Уведомления соседней системы отключены",
        "Центр",
        "какая система и какой адрес, почему он отключён, ссылка",
        "Уведомления отключены: …",
    ),
];

/// The kind with this code.
pub(super) fn named(code: &str) -> Option<&'static Known> {
    ALL.iter().find(|one| one.code == code)
}
