//! Posts of the Centre's list as neighbours are given them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::posts::{Former, Post};

/// Должность из списка Центра.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Post)]
pub(in crate::api) struct PostShown {
    /// Код: P — из номенклатуры, C — добавлена Центром.
    code: String,
    /// Название сегодня.
    name: String,
    /// Прежние названия, последнее впереди.
    former_names: Vec<String>,
    /// Первый день, с которого её аттестуют.
    #[schema(format = Date)]
    since: String,
    /// День, с которого новых заявлений по ней не принимают; нет, если принимают.
    #[schema(format = Date)]
    ended_on: Option<String>,
}

impl PostShown {
    pub(in crate::api) fn of(post: Post, former: &[Former]) -> Self {
        let of_it = former.iter().filter(|one| one.code == post.code);
        Self {
            former_names: of_it.map(|one| one.name.clone()).collect(),
            code: post.code,
            name: post.name,
            since: post.since.to_string(),
            ended_on: post.ended_on.map(|day| day.to_string()),
        }
    }
}

/// Все должности.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Posts)]
pub(in crate::api) struct PostsShown {
    pub(in crate::api) items: Vec<PostShown>,
}
