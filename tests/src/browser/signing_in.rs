//! A browser that knows its person from an earlier visit.

use backend::identity::{self, Device};
use sea_orm::EntityTrait;
use serde_json::json;

use super::Browser;
use crate::Person;

/// Leaves the mark by which the web app knows that it is worth asking for the session.
const MARK: &str = "localStorage.setItem('ventanilla.session', arguments[0])";

impl Browser {
    /// Somebody has signed in on it before: the next page finds the session.
    pub async fn is_remembered(&self, person: &Person) {
        let app = &self.site.app;
        let now = app.clock.now();
        let opened = app.db.write(async |tx| {
            let known = backend::entity::account::Entity::find_by_id(person.id).one(tx).await?.expect("the account");
            identity::open_session(app, tx, &known, &Device::default(), now).await
        });
        let answer = identity::answer_session(&opened.await.expect("a session is opened"));
        let given = answer.cookies().next().expect("the answer gives a cookie");
        let cookie = json!({
            "name": given.name(), "value": given.value(), "url": format!("{}/", self.site.origin), "path": given.path(),
            "secure": given.secure(), "httpOnly": given.http_only(),
            "sameSite": given.same_site().map(|same_site| same_site.to_string()),
        });
        let taken = self.devtools("Network.setCookie", cookie).await;
        assert_eq!(taken["success"], true, "the browser takes the cookie: {taken}");
        // A place of the same origin, where no app runs yet. The browser looks for an icon of every page that names none.
        self.expects_refusal(404, "/favicon.ico");
        self.goes_to("/robots.txt").await;
        self.script(MARK, vec![json!(person.id)]).await.expect("the mark is left");
    }
}
