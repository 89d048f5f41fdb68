//! What must always be true of the rows of this room.

use crate::platform::law::Law;

/// Every law.
pub const ALL: &[Law] = &[Law::of(
    "у своего шаблона документа есть файл, а встроенный без файла сразу введён в действие",
    "select id from paper_templates where (file_key is null and published_at is null) or (file_key is not null and size <= 0)",
)];
