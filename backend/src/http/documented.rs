//! Parameters and bodies of the API's document that several operations share.

use utoipa::openapi::{
    Required,
    path::{Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, SchemaType, Type},
};

/// A header of a request.
pub fn header(name: &str, description: &str, example: &str) -> Parameter {
    parameter(name, ParameterIn::Header, description)
        .schema(Some(ObjectBuilder::new().schema_type(SchemaType::new(Type::String))))
        .example(Some(example.into()))
        .build()
}

/// A text in the query string.
pub fn query(name: &str, description: &str) -> Parameter {
    parameter(name, ParameterIn::Query, description)
        .schema(Some(ObjectBuilder::new().schema_type(SchemaType::new(Type::String))))
        .build()
}

/// A number of rows in the query string.
pub fn rows(name: &str, description: &str, default: u32, max: u32) -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(SchemaType::new(Type::Integer))
        .default(Some(default.into()))
        .minimum(Some(1))
        .maximum(Some(i64::from(max)));
    parameter(name, ParameterIn::Query, description).schema(Some(schema)).build()
}

fn parameter(name: &str, place: ParameterIn, description: &str) -> ParameterBuilder {
    ParameterBuilder::new().name(name).parameter_in(place).required(Required::False).description(Some(description))
}

/// The bytes of a file, as they are.
#[derive(Debug, utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it describes an answer, which is read as a stream")]
pub struct FileBytes(Vec<u8>);
