//! The demo: one click signs in, and the mail that would have gone out can be read.

use e2e::browser::{
    Kind, Screen, journey_at_demo,
    pages::{QueuePage, SignInPage},
};

#[test]
fn whoever_looks_around_signs_in_with_one_click_and_reads_the_mail() {
    journey_at_demo("demo", async |stage| {
        let visitor = stage.opens("visitor", Screen::Desktop).await;
        let page = SignInPage::open(&visitor).await;
        visitor.sees("Entra como una persona de la demostración").await;
        visitor.sees_a(Kind::Button, "Carla").await;
        visitor.is_pictured_everywhere("demo-sign-in", Screen::Desktop).await;

        page.asks_for_code("nueva@example.edu.mx").await;
        visitor.sees_a(Kind::Heading, "Escribe tu código").await;
        stage.desk.tick().await;
        visitor.goes_to("/demo/mailbox").await;
        visitor.sees_a(Kind::Heading, "Buzón de demostración").await;
        visitor.sees("Para nueva@example.edu.mx").await;
        visitor.is_pictured_everywhere("demo-mailbox", Screen::Desktop).await;

        SignInPage::open(&visitor).await;
        visitor.presses("Carla").await;
        QueuePage::shown(&visitor).await;
        visitor.sees("TI-").await;
        visitor.is_pictured_everywhere("demo-queue", Screen::Desktop).await;
        visitor.goes_to("/indicator").await;
    });
}
