//! Which data a template uses: every dotted path, in order, without repeats.
//! A loop's variable is told by what it runs over: `д.название` → `документы.название`.

use std::collections::{HashMap, HashSet};

use minijinja::machinery::ast::{BinOpKind, Call, CallArg, Expr, ForLoop, Macro, Stmt};

use super::names::{Called, field_of, is_own, keeps_items, shows};

/// The path a local name stands for; `None` for a computed value.
type Scope<'t> = HashMap<&'t str, Option<String>>;

/// Collects the paths of one template part after another.
#[derive(Default)]
pub(super) struct Variables<'t> {
    found: Vec<String>,
    seen: HashSet<String>,
    /// The paths whose values are printed as they are.
    printed: HashSet<String>,
    called: HashSet<Called>,
    scopes: Vec<Scope<'t>>,
}

impl<'t> Variables<'t> {
    /// The paths in the order of their first use, those that are printed, and what is called.
    pub(super) fn into_parts(self) -> (Vec<String>, HashSet<String>, Vec<Called>) {
        let mut called: Vec<Called> = self.called.into_iter().collect();
        called.sort();
        (self.found, self.printed, called)
    }

    /// Reads a parsed part.
    pub(super) fn read(&mut self, part: &Stmt<'t>) {
        self.scopes = vec![Scope::new()];
        self.statement(part);
    }

    fn note(&mut self, path: Option<String>) {
        if let Some(path) = path
            && self.seen.insert(path.clone())
        {
            self.found.push(path);
        }
    }

    fn statements(&mut self, body: &[Stmt<'t>]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn scoped(&mut self, scope: Scope<'t>, body: &[Stmt<'t>]) {
        self.scopes.push(scope);
        self.statements(body);
        self.scopes.pop();
    }

    fn statement(&mut self, statement: &Stmt<'t>) {
        match statement {
            Stmt::Template(part) => self.statements(&part.children),
            Stmt::EmitExpr(emit) => self.print(&emit.expr),
            Stmt::EmitRaw(_) => {}
            Stmt::ForLoop(each) => self.for_loop(each),
            Stmt::IfCond(choice) => {
                self.use_of(&choice.expr);
                self.statements(&choice.true_body);
                self.statements(&choice.false_body);
            }
            Stmt::WithBlock(with) => {
                self.scopes.push(Scope::new());
                for (target, value) in &with.assignments {
                    self.assign(target, value);
                }
                self.statements(&with.body);
                self.scopes.pop();
            }
            Stmt::Set(set) => self.assign(&set.target, &set.expr),
            Stmt::SetBlock(set) => {
                self.scoped(Scope::new(), &set.body);
                self.bind(&set.target, None);
            }
            Stmt::AutoEscape(block) => self.statements(&block.body),
            Stmt::FilterBlock(block) => {
                self.use_of(&block.filter);
                self.scoped(Scope::new(), &block.body);
            }
            Stmt::Macro(it) => self.macro_body(it),
            Stmt::CallBlock(block) => {
                self.call(&block.call);
                self.macro_body(&block.macro_decl);
            }
            Stmt::Do(it) => self.call(&it.call),
        }
    }

    fn for_loop(&mut self, each: &ForLoop<'t>) {
        let over = self.path(&each.iter);
        self.note(over.clone());
        self.scopes.push(Scope::new());
        self.bind(&each.target, over);
        if let Some(filter) = &each.filter_expr {
            self.use_of(filter);
        }
        self.statements(&each.body);
        self.scopes.pop();
        self.scoped(Scope::new(), &each.else_body);
    }

    fn macro_body(&mut self, it: &Macro<'t>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(it.name, None);
        }
        self.scopes.push(Scope::new());
        for argument in &it.args {
            self.bind(argument, None);
        }
        self.statements(&it.body);
        self.scopes.pop();
    }

    fn assign(&mut self, target: &Expr<'t>, value: &Expr<'t>) {
        let path = self.path(value);
        self.note(path.clone());
        self.bind(target, path);
    }

    /// Gives local names their paths; the halves of a pair stand for nothing we can name.
    fn bind(&mut self, target: &Expr<'t>, path: Option<String>) {
        match target {
            Expr::Var(name) => {
                if let Some(scope) = self.scopes.last_mut() {
                    scope.insert(name.id, path);
                }
            }
            Expr::List(list) => list.items.iter().for_each(|item| self.bind(item, None)),
            Expr::Tuple(pair) => pair.items.iter().for_each(|item| self.bind(item, None)),
            _ => {}
        }
    }

    fn use_of(&mut self, expr: &Expr<'t>) {
        let path = self.path(expr);
        self.note(path);
    }

    /// An expression whose value goes into the document.
    fn print(&mut self, expr: &Expr<'t>) {
        match expr {
            Expr::IfExpr(it) => {
                self.use_of(&it.test_expr);
                self.print(&it.true_expr);
                it.false_expr.iter().for_each(|expr| self.print(expr));
            }
            Expr::BinOp(it) if matches!(it.op, BinOpKind::Concat | BinOpKind::Add | BinOpKind::ScOr) => {
                self.print(&it.left);
                self.print(&it.right);
            }
            _ => {
                let path = self.path(expr);
                self.printed.extend(path.clone());
                self.note(path);
            }
        }
    }

    /// The path the expression stands for; whatever else it uses is noted on the way.
    fn path(&mut self, expr: &Expr<'t>) -> Option<String> {
        match expr {
            Expr::Var(name) => self.named(name.id),
            Expr::GetAttr(get) => {
                let base = self.path(&get.expr)?;
                Some(format!("{base}.{}", get.name))
            }
            Expr::GetItem(get) => {
                let base = self.path(&get.expr);
                self.item(base, &get.subscript_expr)
            }
            Expr::Slice(slice) => {
                for bound in [&slice.start, &slice.stop, &slice.step].into_iter().flatten() {
                    self.use_of(bound);
                }
                self.path(&slice.expr)
            }
            Expr::Filter(filter) => {
                let base = filter.expr.as_ref().and_then(|expr| self.path(expr));
                self.arguments(&filter.args);
                self.called.insert(Called::Filter(filter.name.to_owned()));
                self.filtered(base, filter.name, &filter.args)
            }
            _ => {
                self.parts(expr);
                None
            }
        }
    }

    fn named(&self, name: &str) -> Option<String> {
        let local = self.scopes.iter().rev().find_map(|scope| scope.get(name));
        match local {
            Some(path) => path.clone(),
            None if is_own(name) => None,
            None => Some(name.to_owned()),
        }
    }

    fn item(&mut self, base: Option<String>, subscript: &Expr<'t>) -> Option<String> {
        let key = subscript.as_const();
        if let Some(key) = key.as_ref().and_then(|key| key.as_str()) {
            return base.map(|base| format!("{base}.{key}"));
        }
        self.use_of(subscript);
        base
    }

    fn filtered(&mut self, base: Option<String>, filter: &str, args: &[CallArg<'t>]) -> Option<String> {
        let field = field_of(filter, args).zip(base.as_ref()).map(|(field, base)| format!("{base}.{field}"));
        if filter == "map" && field.is_some() {
            return field;
        }
        let shows = field.is_none() && shows(filter);
        self.note(field);
        if keeps_items(filter) {
            return base;
        }
        if shows {
            self.printed.extend(base.clone());
        }
        self.note(base);
        None
    }

    fn call(&mut self, call: &Call<'t>) {
        match &call.expr {
            // A method is called on a value; what the language itself has, such as a loop, has methods of its own.
            Expr::GetAttr(method) => {
                let base = self.path(&method.expr);
                if base.is_some() {
                    self.called.insert(Called::Method(method.name.to_owned()));
                }
                self.note(base);
            }
            Expr::Var(function) if self.scopes.iter().all(|scope| !scope.contains_key(function.id)) => {
                self.called.insert(Called::Function(function.id.to_owned()));
            }
            _ => {}
        }
        self.arguments(&call.args);
    }

    fn arguments(&mut self, args: &[CallArg<'t>]) {
        for arg in args {
            match arg {
                CallArg::Pos(expr) | CallArg::Kwarg(_, expr) | CallArg::PosSplat(expr) | CallArg::KwargSplat(expr) => {
                    self.use_of(expr);
                }
            }
        }
    }

    /// Notes everything used inside an expression that is not a path itself.
    fn parts(&mut self, expr: &Expr<'t>) {
        match expr {
            Expr::UnaryOp(it) => self.use_of(&it.expr),
            Expr::BinOp(it) => {
                self.use_of(&it.left);
                self.use_of(&it.right);
            }
            Expr::Compare(it) => {
                self.use_of(&it.expr);
                it.ops.iter().for_each(|op| self.use_of(&op.expr));
            }
            Expr::IfExpr(it) => {
                self.use_of(&it.test_expr);
                self.use_of(&it.true_expr);
                it.false_expr.iter().for_each(|expr| self.use_of(expr));
            }
            Expr::Test(it) => {
                self.called.insert(Called::Test(it.name.to_owned()));
                self.use_of(&it.expr);
                self.arguments(&it.args);
            }
            Expr::Call(it) => self.call(it),
            Expr::List(it) => it.items.iter().for_each(|item| self.use_of(item)),
            Expr::Tuple(it) => it.items.iter().for_each(|item| self.use_of(item)),
            Expr::Map(it) => {
                let both = it.keys.iter().chain(&it.values);
                both.for_each(|item| self.use_of(item));
            }
            _ => {}
        }
    }
}
