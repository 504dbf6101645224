//! Which role may call which operation. Every operation of the document is in the matrix, or this fails.

use std::fmt::Write;

use e2e::{
    contract::{self, Operation},
    on_both_engines,
};

use crate::world::World;

on_both_engines! {
    async fn who_may_call_which_operation_is_the_reviewed_matrix(desk: &Desk) {
        let world = World::make(desk).await;
        let mut matrix = String::new();
        let mut line = |cells: &[String]| {
            let (name, rest) = cells.split_first().unwrap();
            let rest: String = rest.iter().map(|cell| format!("{cell:<12}")).collect();
            writeln!(matrix, "{name:<26}{}", rest.trim_end()).unwrap();
        };
        let mut heading = vec![String::new(), "nobody".to_owned()];
        heading.extend(world.people.iter().map(|(who, _)| (*who).to_owned()));
        heading.extend(["token".to_owned(), "other token".to_owned()]);
        line(&heading);
        // Whoever ended its session can try nothing more, so that comes last.
        let (last, first): (Vec<&Operation>, Vec<&Operation>) =
            contract::operations().iter().partition(|operation| operation.id == "end_current_session");
        for operation in first.into_iter().chain(last) {
            let mut cells = vec![operation.id.clone()];
            cells.push(world.attempt(operation, |method, path| desk.call(method, path)).await);
            for (_, person) in &world.people {
                cells.push(world.attempt(operation, |method, path| person.call(method, path)).await);
            }
            cells.push(world.with_token(operation, true).await);
            cells.push(world.with_token(operation, false).await);
            line(&cells);
        }
        insta::assert_snapshot!("operations", matrix);
    }
}
