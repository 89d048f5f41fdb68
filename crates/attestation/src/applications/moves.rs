//! Moves of an application from stage to stage, and who makes them.

use crate::accounts::Role;

/// What moves an application from stage to stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The teacher signs and submits a draft.
    Submit,
    /// The centre registers what was submitted.
    Register,
    /// The centre makes remarks to be put right.
    AskFix,
    /// The teacher sends the corrected application.
    Resend,
    /// The centre refuses the intake on a formal ground.
    RefuseIntake,
    /// The centre sets term, form and track.
    Schedule,
    /// The centre changes the term that was set, or sets the one that is missing, while the case goes on.
    Reschedule,
    /// A specialist is assigned.
    Assign,
    /// The case goes to another specialist.
    Reassign,
    /// One more specialist comes into the group.
    Join,
    /// A specialist leaves the group, the others go on.
    Leave,
    /// The last specialist is taken off and nobody is put in place.
    Release,
    /// The award of the simplified track is confirmed: no analysis by specialists.
    ApproveAward,
    /// An award confirmed by mistake is to be confirmed again; once the case stands on no agenda.
    TakeAwardBack,
    /// The specialist records the result.
    Conclude,
    /// The centre returns the result with a reason; a case that is ready, once it stands on no agenda.
    Return,
    /// The case is put on the agenda of a session.
    PutOnAgenda,
    /// The commission grants the category.
    Grant,
    /// The commission refuses the category.
    Refuse,
    /// The commission puts the case off to a later session.
    Postpone,
    /// A decision written down by mistake is taken off while its session goes on.
    Reopen,
    /// The authority issues the act.
    IssueAct,
    /// The act is published.
    Publish,
    /// The application goes no further: the teacher takes it back, or the school tells that the teacher was dismissed.
    Withdraw,
    /// The case goes to the archive.
    Archive,
    /// The retention term is over: the case is erased.
    Erase,
}

/// Whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mover {
    /// The teacher.
    Teacher,
    /// The centre.
    Centre,
    /// The specialist.
    Specialist,
    /// The commission.
    Commission,
    /// The authority that issues acts.
    Authority,
    /// Nobody: the case is over.
    Nobody,
}

impl Mover {
    /// Whose step it is, in words.
    pub const fn step(self) -> &'static str {
        match self {
            Self::Teacher => "Следующий шаг за педагогом.",
            Self::Centre => "Следующий шаг за Центром.",
            Self::Specialist => "Следующий шаг за специалистом.",
            Self::Commission => "Следующий шаг за комиссией.",
            Self::Authority => "Следующий шаг за тем, кто издаёт акт.",
            Self::Nobody => "Работа с делом закончена.",
        }
    }
}

impl Move {
    /// Every move.
    pub const ALL: [Self; 26] = [
        Self::Submit,
        Self::Register,
        Self::AskFix,
        Self::Resend,
        Self::RefuseIntake,
        Self::Schedule,
        Self::Reschedule,
        Self::Assign,
        Self::Reassign,
        Self::Join,
        Self::Leave,
        Self::Release,
        Self::ApproveAward,
        Self::TakeAwardBack,
        Self::Conclude,
        Self::Return,
        Self::PutOnAgenda,
        Self::Grant,
        Self::Refuse,
        Self::Postpone,
        Self::Reopen,
        Self::IssueAct,
        Self::Publish,
        Self::Withdraw,
        Self::Archive,
        Self::Erase,
    ];

    /// Who makes it, in which role. The centre writes down what a teacher brings on paper and what a commission decides.
    pub const fn made_by(self) -> &'static [Role] {
        match self {
            Self::Submit | Self::Resend | Self::Withdraw => &[Role::Teacher, Role::Coordinator, Role::Centre],
            Self::Conclude => &[Role::Specialist],
            // Whoever names an interest in a case gives it back.
            Self::Leave | Self::Release => &[Role::Centre, Role::Specialist],
            Self::Grant | Self::Refuse | Self::Postpone => &[Role::Centre, Role::Member],
            Self::IssueAct => &[Role::Centre, Role::Authority],
            Self::Register
            | Self::AskFix
            | Self::RefuseIntake
            | Self::Schedule
            | Self::Reschedule
            | Self::Assign
            | Self::Reassign
            | Self::Join
            | Self::ApproveAward
            | Self::TakeAwardBack
            | Self::Return
            | Self::PutOnAgenda
            | Self::Reopen
            | Self::Publish
            | Self::Archive
            | Self::Erase => &[Role::Centre],
        }
    }

    /// As a refusal names it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Submit => "подать заявление",
            Self::Register => "зарегистрировать заявление",
            Self::AskFix => "запросить исправления",
            Self::Resend => "отправить исправленное заявление",
            Self::RefuseIntake => "отказать в приёме",
            Self::Schedule => "назначить срок и форму",
            Self::Reschedule => "изменить срок и форму",
            Self::Assign => "назначить специалиста",
            Self::Reassign => "передать дело другому специалисту",
            Self::Join => "дополнить группу специалистов",
            Self::Leave => "вывести специалиста из группы",
            Self::Release => "снять специалиста",
            Self::ApproveAward => "подтвердить награду и передать дело на заседание",
            Self::TakeAwardBack => "отменить подтверждение награды",
            Self::Conclude => "записать результат",
            Self::Return => "вернуть результат на доработку",
            Self::PutOnAgenda => "включить в повестку",
            Self::Grant => "записать решение об установлении категории",
            Self::Refuse => "записать решение об отказе",
            Self::Postpone => "отложить рассмотрение",
            Self::Reopen => "отменить решение комиссии",
            Self::IssueAct => "издать акт",
            Self::Publish => "опубликовать акт",
            Self::Withdraw => "отозвать заявление",
            Self::Archive => "передать в архив",
            Self::Erase => "уничтожить дело",
        }
    }
}
