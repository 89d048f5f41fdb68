//! An act: where it stands, what it has, why something cannot be done with it.

use crate::documents::{Checked, SignedFile, Standing, standing};
use crate::platform::clock::{Day, Moment, Zone};
use crate::platform::failure::Refusal;
use crate::platform::ids::Id;
use crate::platform::record::{BadColumn, Column, Record};
use crate::platform::words;

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActStage {
    /// Проект: cases are gathered.
    Draft,
    /// Проект удалён: its cases wait for another act.
    Dropped,
    /// Издан.
    Issued,
    /// Опубликован.
    Published,
}

impl ActStage {
    const ALL: [Self; 4] = [Self::Draft, Self::Dropped, Self::Issued, Self::Published];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Dropped => "dropped",
            Self::Issued => "issued",
            Self::Published => "published",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Draft => "проект",
            Self::Dropped => "проект удалён",
            Self::Issued => "издан",
            Self::Published => "опубликован",
        }
    }

    /// The colour of its tag; the words carry the meaning.
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Draft => "blue",
            Self::Dropped => "grey",
            Self::Issued => "yellow",
            Self::Published => "green",
        }
    }
}

impl Column for ActStage {
    fn read(record: &Record<'_>, place: usize) -> Result<Self, BadColumn> {
        record.known(place, "stage of an act", |code| Self::ALL.into_iter().find(|one| one.code() == code))
    }
}

/// A распорядительный акт.
#[derive(Debug, Clone)]
pub struct Decree {
    /// Its id.
    pub id: Id<Decree>,
    /// Where it stands.
    pub stage: ActStage,
    /// Its number; empty until it is issued.
    pub number: String,
    /// Its date.
    pub dated_on: Option<Day>,
    /// Who signed it.
    pub signer_name: String,
    /// The signer's post.
    pub signer_post: String,
    /// Who issued it, as it was called that day; empty while it is a draft, and when nobody had said it.
    pub body: String,
    /// The signed act.
    pub file: Option<SignedFile>,
    /// The detached signature, as it came.
    pub signature: Option<SignedFile>,
    /// Whether the file itself is on the public page.
    pub is_file_public: bool,
    /// The act in which a clerical error is put right.
    pub corrects: Option<Id<Decree>>,
    /// What is put right.
    pub correction: String,
    /// Why.
    pub reason: String,
    /// When the draft was begun.
    pub created_at: Moment,
    /// The day it was published.
    pub published_on: Option<Day>,
}

impl Decree {
    /// «№ 214-р от 28.11.2026»; «Проект акта» before it is issued.
    pub fn called(&self) -> String {
        match self.dated_on {
            Some(day) => format!("№\u{a0}{} от {}", self.number, words::brief_day(day)),
            None => "Проект акта".to_owned(),
        }
    }

    /// «акт № 214-р от 28.11.2026»; «проект акта» before it is issued.
    pub fn named(&self) -> String {
        if self.dated_on.is_some() { format!("акт {}", self.called()) } else { "проект акта".to_owned() }
    }

    /// How its signature stands by what was said of it.
    pub(super) fn standing(&self, zone: &Zone, checks: &[Checked]) -> Standing {
        let key = |file: &Option<SignedFile>| file.as_ref().map(|file| file.key.clone()).unwrap_or_default();
        standing(zone, checks, &key(&self.signature), &key(&self.file))
    }

    /// Whether it is issued: it has a number, a date and a file.
    pub const fn is_issued(&self) -> bool {
        matches!(self.stage, ActStage::Issued | ActStage::Published)
    }

    /// Whether its cases may still be changed.
    ///
    /// # Errors
    /// When it is not a draft any more.
    pub fn may_change(&self) -> Result<(), Denial> {
        if self.stage == ActStage::Draft { Ok(()) } else { Err(Denial::NotDraft(self.stage)) }
    }

    /// Whether it may be published.
    ///
    /// # Errors
    /// When it is not issued yet, or published already.
    pub fn may_publish(&self) -> Result<(), Denial> {
        match self.stage {
            ActStage::Issued => Ok(()),
            ActStage::Published => Err(Denial::Published),
            _ => Err(Denial::NotIssued),
        }
    }

    /// Whether a later act may put a clerical error in it right.
    ///
    /// # Errors
    /// When it is not issued yet, or itself only corrects another.
    pub fn may_be_corrected(&self) -> Result<(), Denial> {
        match (self.is_issued(), self.corrects) {
            (false, _) => Err(Denial::NotIssued),
            (true, Some(_)) => Err(Denial::Correcting),
            (true, None) => Ok(()),
        }
    }
}

/// Why something cannot be done with an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// Only a draft is changed.
    NotDraft(ActStage),
    /// There is nothing in it.
    Empty,
    /// It is not issued yet.
    NotIssued,
    /// It is published already.
    Published,
    /// It corrects another act itself.
    Correcting,
    /// It corrects another act: it has no annexes of its own.
    NoOrder,
    /// Cases were put into it or taken out of it since it was looked at.
    Changed,
}

impl Refusal for Denial {
    fn reason(&self) -> String {
        match self {
            Self::NotDraft(ActStage::Dropped) => "Этот проект удалён. Создайте новый.".to_owned(),
            Self::NotDraft(_) => "Акт уже издан, состав дел в нём не меняется. Ошибку исправляет новый акт.".to_owned(),
            Self::Empty => "В акте нет ни одного дела. Добавьте дела и издайте акт снова.".to_owned(),
            Self::NotIssued => "Акт ещё не издан: у него нет номера и даты. Сначала издайте его.".to_owned(),
            Self::Published => "Акт уже опубликован.".to_owned(),
            Self::Correcting => {
                "Этот акт сам исправляет другой. Откройте исходный акт и исправьте его ещё раз.".to_owned()
            }
            Self::NoOrder => "Этот акт исправляет другой, приказа с приложениями у него нет. Откройте файл самого \
                              акта или приказ, который он исправляет."
                .to_owned(),
            Self::Changed => "Пока вы заполняли форму, состав акта изменился. Откройте проект, сверьте список с \
                              подписанным приказом и издайте акт снова: файлы и пароль нужно указать ещё раз."
                .to_owned(),
        }
    }
}
