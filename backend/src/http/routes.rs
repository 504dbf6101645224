//! Where a slice registers its operations: once to be served, which every worker does for itself, and once to be described in the
//! API's document, which takes far longer and is needed by few.

use actix_web::{dev::HttpServiceFactory, web};
use utoipa_actix_web::{OpenApiFactory, service_config::ServiceConfig};

/// The operations of a slice, as they are registered.
pub struct Routes<'a, 'b>(Aim<'a, 'b>);

enum Aim<'a, 'b> {
    Served(&'a mut web::ServiceConfig),
    Described(&'a mut ServiceConfig<'b>),
}

impl<'a, 'b> Routes<'a, 'b> {
    /// To be served.
    pub fn served(config: &'a mut web::ServiceConfig) -> Self {
        Self(Aim::Served(config))
    }

    /// To be described.
    pub fn described(config: &'a mut ServiceConfig<'b>) -> Self {
        Self(Aim::Described(config))
    }

    /// Adds an operation.
    pub fn service(&mut self, operation: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        match &mut self.0 {
            Aim::Served(config) => {
                config.service(operation);
            }
            Aim::Described(config) => {
                config.service(operation);
            }
        }
        self
    }

    /// Adds those of another function.
    pub fn configure(&mut self, slice: impl FnOnce(&mut Self)) -> &mut Self {
        slice(self);
        self
    }
}
