//! The hand that reads: styles, lists and what was left out so far.

use std::collections::{BTreeSet, HashMap};

use super::model::{Document, LeftOut};
use super::numbering::Lists;
use super::parts::Files;
use super::styles::Styles;
use super::tree::Tree;
use crate::template::BadTemplate;

/// Reads the parts of one document.
pub(super) struct Builder<'f> {
    pub(super) styles: Styles,
    pub(super) lists: Lists,
    /// Headers and footers by their ids.
    pub(super) edges: &'f HashMap<String, String>,
    pub(super) left_out: BTreeSet<LeftOut>,
}

impl<'f> Builder<'f> {
    pub(super) fn read(files: &'f Files) -> Result<Document, BadTemplate> {
        let mut builder = Self {
            styles: Styles::read(&files.styles)?,
            lists: Lists::read(&files.numbering)?,
            edges: &files.edges,
            left_out: BTreeSet::new(),
        };
        let tree = Tree::read(&files.main)?;
        let body = tree.root().and_then(|root| root.child("w:body")).ok_or(BadTemplate::Damaged)?;
        let sections = builder.sections(body)?;
        Ok(Document { sections, left_out: builder.left_out.into_iter().collect() })
    }
}
