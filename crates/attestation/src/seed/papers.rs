//! The demonstration's files: scans shared by many, Word documents made for each case.

use bytes::Bytes;
use futures::stream;

use crate::applications::Application;
use crate::assignments::{Assigned, SpecialistLoad};
use crate::conclusions::{self, KeptFile};
use crate::context::App;
use crate::documents::SignedFile;
use crate::documents::{Kind, Media, NewDocument};
use crate::platform::failure::Failure;
use crate::platform::upload::store_failure;

const DIPLOMA: &[u8] = include_bytes!("../../demo/diploma.pdf");
const SCAN: &[u8] = include_bytes!("../../demo/scan.jpg");
const APPLICATION: &[u8] = include_bytes!("../../demo/application.docx");
const TEMPLATE: &[u8] = include_bytes!("../../demo/conclusion-template.docx");

/// Files kept once.
pub(super) struct Papers {
    diploma: KeptFile,
    scan: KeptFile,
    pub(super) template: KeptFile,
}

async fn keep(app: &App, name: &str, bytes: impl Into<Bytes>, media: Media) -> Result<KeptFile, Failure> {
    let content = stream::iter([Ok::<_, std::io::Error>(bytes.into())]);
    let received = app.files.receive(100 * 1024 * 1024, content).await.map_err(anyhow::Error::from)?;
    let stored = app.files.keep(received).await.map_err(store_failure)?;
    Ok(KeptFile {
        name: name.to_owned(),
        key: stored.key.to_string(),
        size: i64::try_from(stored.size).unwrap_or(i64::MAX),
        media_type: media.mime().to_owned(),
    })
}

impl Papers {
    /// Keeps the shared files.
    pub(super) async fn keep(app: &App) -> Result<Self, Failure> {
        Ok(Self {
            diploma: keep(app, "Диплом и приложение.pdf", DIPLOMA, Media::Pdf).await?,
            scan: keep(app, "скан справки № 5 (6 «Б»).jpg", SCAN, Media::Jpeg).await?,
            template: keep(app, "Шаблон итогового заключения.docx", TEMPLATE, Media::Docx).await?,
        })
    }

    /// A signed act: a scan like any other.
    pub(super) fn act(&self, name: &str) -> SignedFile {
        SignedFile { key: self.diploma.key.clone(), name: name.to_owned(), size: self.diploma.size }
    }

    /// Documents everybody has.
    pub(super) fn of_everybody(&self) -> Vec<NewDocument> {
        vec![
            self.paper(Kind::Diploma, "Диплом об образовании с приложением", "Диплом и приложение.pdf", false),
            self.paper(Kind::Courses, "Удостоверение о повышении квалификации", "Удостоверение 2025.pdf", false),
            self.paper(Kind::Results, "Справка о результатах обучающихся", "скан справки № 5 (6 «Б»).jpg", true),
        ]
    }

    /// One document of a kind: a scan or a PDF.
    pub(super) fn paper(&self, kind: Kind, title: &str, file_name: &str, is_scan: bool) -> NewDocument {
        let file = if is_scan { &self.scan } else { &self.diploma };
        NewDocument { file_name: file_name.to_owned(), ..super::document(kind, title, file, "05.09.2025") }
    }

    /// The application of a case as a Word document.
    pub(super) async fn application_of(&self, app: &App, case: &Application) -> Result<NewDocument, Failure> {
        let bytes = conclusions::filled(APPLICATION, case, None, &[], app)?;
        let file = keep(app, &format!("Заявление {}.docx", case.name.surname), bytes, Media::Docx).await?;
        Ok(super::document(Kind::Application, "Заявление", &file, &crate::platform::words::brief_day(case.received_on)))
    }

    /// A filled conclusion of a case.
    pub(super) async fn conclusion_of(
        &self,
        app: &App,
        case: &Application,
        specialist: &SpecialistLoad,
    ) -> Result<KeptFile, Failure> {
        let assigned = Assigned {
            seat: specialist.seat,
            account: String::new(),
            name: specialist.name.clone(),
            workplace: specialist.workplace.clone(),
            email: String::new(),
            place: 1,
            done: false,
            fits: true,
        };
        let bytes = conclusions::filled(TEMPLATE, case, Some(&assigned), &[], app)?;
        keep(app, &format!("Заключение {}.docx", case.name.surname), bytes, Media::Docx).await
    }
}
