//! `template`: checks a Word template for tags nobody knows, or fills one with data from a JSON file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use officedocs::template::Template;

use super::{Outcome, Stop};
use crate::conclusions::tags;

#[derive(Subcommand)]
pub(super) enum Action {
    #[command(about = "перечислить метки шаблона и назвать неизвестные")]
    Check {
        #[arg(value_name = "ФАЙЛ.docx", help = "шаблон")]
        file: PathBuf,
    },
    #[command(about = "заполнить шаблон данными")]
    Render {
        #[arg(value_name = "ФАЙЛ.docx", help = "шаблон")]
        file: PathBuf,
        #[arg(value_name = "ДАННЫЕ.json", help = "данные")]
        data: PathBuf,
        #[arg(value_name = "ИТОГ.docx", help = "документ, который будет создан")]
        out: PathBuf,
    },
}

pub(super) fn run(action: &Action) -> Outcome {
    match action {
        Action::Check { file } => check(file),
        Action::Render { file, data, out } => render(file, data, out),
    }
}

/// Unknown tags are a fault of the template, not of the command: exit code 3.
fn check(file: &Path) -> Outcome {
    let template = read(file)?;
    println!("Меток в шаблоне: {}", template.tags().len());
    for tag in template.tags() {
        println!("  {tag}");
    }
    let unknown = template.unknown(tags::KNOWN);
    if unknown.is_empty() {
        println!("Все метки известны.");
        if let Err(why) = template.rehearse(tags::KNOWN) {
            println!("{why}");
            return Ok(ExitCode::from(3));
        }
        return Ok(ExitCode::SUCCESS);
    }
    for one in unknown {
        match one.nearest {
            Some(nearest) => println!("Неизвестная метка «{}»: возможно, «{nearest}».", one.tag),
            None => println!("Неизвестная метка «{}».", one.tag),
        }
    }
    Ok(ExitCode::from(3))
}

fn render(file: &Path, data: &Path, out: &Path) -> Outcome {
    let template = read(file)?;
    let data_text = bytes(data)?;
    let values: serde_json::Value = serde_json::from_slice(&data_text).map_err(|error| {
        Stop::new(format!("Файл {} — не JSON: строка {}, столбец {}.", data.display(), error.line(), error.column()))
    })?;
    let unwritten = |error: &std::io::Error| {
        Stop::because(format!("Файл {} не записан: проверьте папку и место на диске.", out.display()), error)
    };
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut draft =
        tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(|error| unwritten(&error))?;
    template.render(&values, draft.as_file_mut()).map_err(|bad| Stop::new(bad.to_string()))?;
    draft.flush().map_err(|error| unwritten(&error))?;
    draft.persist(out).map_err(|error| unwritten(&error.error))?;
    println!("Готово: {}", out.display());
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> Result<Template, Stop> {
    Template::read(&bytes(file)?).map_err(|bad| Stop::new(bad.to_string()))
}

fn bytes(file: &Path) -> Result<Vec<u8>, Stop> {
    std::fs::read(file)
        .map_err(|error| Stop::because(format!("Файл {} не читается: проверьте имя и права.", file.display()), error))
}
