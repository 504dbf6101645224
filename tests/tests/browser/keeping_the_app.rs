//! The app's own files stay in the browser: it opens without a server, turns to a newer version when it is told to, and keeps
//! nothing of anybody.

use e2e::{
    Service,
    browser::{
        Front, Kept, Kind, Screen, journey,
        pages::{AccountMenu, HomePage, SignInPage, TicketPage},
    },
};

const NEWER: &str = "Hay una versión nueva";

/// Only what is the same for everybody.
fn is_nobodys(kept: &Kept) {
    assert_eq!(kept.len(), 1, "one version: {kept:?}");
    for path in kept.values().flatten() {
        let shared = ["/", "/favicon.svg", "/manifest.webmanifest"].contains(&path.as_str());
        assert!(shared || path.starts_with("/assets/"), "{path} is kept");
    }
}

#[test]
fn the_app_opens_without_a_server_after_a_first_visit() {
    journey("without-server", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files(Service::Wifi).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        TicketPage::open(&browser, &ticket.folio).await;
        is_nobodys(&browser.keeps().await);

        browser.expects_silence("/");
        stage.desk.breaks_down().await;
        for path in ["/requests".to_owned(), format!("/t/{}", ticket.folio), "/".to_owned()] {
            browser.goes_to(&path).await;
            browser.sees("No hay conexión con el servicio").await;
            browser.sees_a(Kind::Button, "Reintentar").await;
        }
        browser.is_pictured_everywhere("without-server", Screen::Desktop).await;
        is_nobodys(&browser.keeps().await);
    });
}

#[test]
fn nothing_of_a_person_is_kept_and_signing_out_leaves_nothing() {
    journey("kept-of-nobody", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files(Service::Wifi).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        TicketPage::open(&browser, &ticket.folio).await;
        browser.fills("Respuesta pública", "Un borrador que nadie más debe leer").await;
        is_nobodys(&browser.keeps().await);
        HomePage::open(&browser, "Ana").await;
        AccountMenu::open(&browser).await.signs_out().await;
        SignInPage::shown(&browser).await;
        is_nobodys(&browser.keeps().await);
        let id = ana.id.to_string();
        browser.has_nothing_of(&[&ana.email, &ana.name, &id, &ticket.folio, "Un borrador"]).await;
    });
}

#[test]
fn a_newer_version_takes_over_when_the_person_says_so() {
    journey("newer-version", async |stage| {
        let front = Front::of(&stage.desk).await;
        let browser = stage.opens("ana", Screen::Desktop).await;
        browser.visits(&front.address("/sign-in")).await;
        SignInPage::shown(&browser).await;
        let before = browser.keeps().await;
        is_nobodys(&before);
        browser.leaves_a_trace().await;
        browser.fills("Correo institucional", "ana@exam").await;

        front.turns_newer();
        browser.looks_for_a_newer_version().await;
        browser.sees(NEWER).await;
        browser.is_pictured_everywhere("newer-version", Screen::Desktop).await;
        // Nothing happens to what is half written until the person says so.
        assert_eq!(browser.value_of("Correo institucional").await, "ana@exam");
        assert!(browser.finds_its_trace().await, "the page was loaded anew unasked");
        browser.still_keeps(&before).await;

        browser.presses("Actualizar").await;
        browser.loses_its_trace().await;
        SignInPage::shown(&browser).await;
        let after = browser.keeps_only_another(&before).await;
        is_nobodys(&after);
        let part = |path: &&String| path.ends_with(".wasm") && !path.contains("/ventanilla-");
        let parts = |kept: &Kept| kept.values().flatten().filter(part).cloned().collect::<Vec<_>>();
        assert!(!parts(&before).is_empty());
        assert!(parts(&before).iter().all(|path| parts(&after).contains(path)), "{before:?} {after:?}");
        browser.does_not_see(NEWER).await;
    });
}

#[test]
fn a_newer_version_takes_over_at_the_next_start() {
    journey("next-start", async |stage| {
        let front = Front::of(&stage.desk).await;
        let browser = stage.opens("ana", Screen::Desktop).await;
        browser.visits(&front.address("/sign-in")).await;
        let before = browser.keeps().await;
        front.turns_newer();
        browser.reloads().await;
        SignInPage::shown(&browser).await;
        is_nobodys(&browser.keeps_only_another(&before).await);
        browser.does_not_see(NEWER).await;
    });
}
