//! Doors: routes that cannot lack a guard, and their table.

use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};

/// The first argument of a handler: proof of who may come in.
pub trait Guard {
    /// Who may come in, in words of the trade.
    const WHO: &'static str;
}

/// A handler whose first argument is a guard.
#[diagnostic::on_unimplemented(message = "a handler's first argument must be a guard (Anyone, SignedIn, …)")]
pub trait Guarded {
    /// Who may come in.
    const WHO: &'static str;
}

macro_rules! guarded {
    ($($argument:ident),*) => {
        impl<M, G: Guard, $($argument),*> Guarded for (M, G, $($argument,)*) {
            const WHO: &'static str = G::WHO;
        }
    };
}
guarded!();
guarded!(A);
guarded!(A, B);
guarded!(A, B, C);

/// One door, as the committed table shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// GET or POST.
    pub method: &'static str,
    /// The path, its parts in braces.
    pub path: &'static str,
    /// Who may come in.
    pub who: &'static str,
}

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler whose type is forgotten: what a router makes of a handler is compiled once, not for each of hundreds.
struct Behind<C>(Arc<dyn Fn(Request, C) -> Answering + Send + Sync>);

impl<C: 'static> Behind<C> {
    fn of<H: Handler<T, C>, T: 'static>(handler: H) -> Self {
        Self(Arc::new(move |request, context| Box::pin(handler.clone().call(request, context))))
    }
}

impl<C> Clone for Behind<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C: Send + 'static> Handler<(), C> for Behind<C> {
    type Future = Answering;

    fn call(self, request: Request, context: C) -> Answering {
        (self.0)(request, context)
    }
}

/// The doors of a feature, or of the whole house, in the context `C`.
pub struct Doors<C> {
    list: Vec<Door>,
    router: Router<C>,
}

impl<C: Clone + Send + Sync + 'static> Default for Doors<C> {
    fn default() -> Self {
        Self { list: Vec::new(), router: Router::new() }
    }
}

impl<C: Clone + Send + Sync + 'static> Doors<C> {
    /// A door that shows.
    #[must_use]
    pub fn get<H: Handler<T, C>, T: Guarded + 'static>(self, path: &'static str, handler: H) -> Self {
        self.add("GET", path, T::WHO, get(Behind::of(handler)))
    }

    /// A door that changes.
    #[must_use]
    pub fn post<H: Handler<T, C>, T: Guarded + 'static>(self, path: &'static str, handler: H) -> Self {
        self.add("POST", path, T::WHO, post(Behind::of(handler)))
    }

    fn add(mut self, method: &'static str, path: &'static str, who: &'static str, route: MethodRouter<C>) -> Self {
        self.list.push(Door { method, path, who });
        self.router = self.router.route(path, route);
        self
    }

    /// These doors and those of another feature.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self.router = self.router.merge(other.router);
        self
    }

    /// The table of doors.
    pub fn list(&self) -> &[Door] {
        &self.list
    }

    /// The router.
    pub fn router(self) -> Router<C> {
        self.router
    }
}
