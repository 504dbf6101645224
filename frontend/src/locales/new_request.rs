//! Texts of a new request.

use crate::i18n::messages;

messages! {
    what_is_it_about: "¿Sobre qué es?" | "What is it about?";
    what_is_it_about_help: "Elige el servicio que más se parezca. Si dudas, elige el más cercano: T.I. lo corrige." | "Choose the service that comes closest. If in doubt, take the nearest: IT will correct it.";
    no_services_here: "No hay servicios para ti en esta categoría" | "There are no services for you in this category";
    all_categories: "Ver todas las categorías" | "See all categories";
    data_we_need: "Datos que necesitamos" | "What we need to know";
    choose_one: "Elige una opción" | "Choose one";
    tell_what_happened: "Cuéntanos qué necesitas" | "Tell us what you need";
    no_passwords_here: "No escribas contraseñas aquí." | "Do not write passwords here.";
    count_of(written: &str, most: &str): "{written} de {most}" | "{written} of {most}";
    subject_help: "Una línea con la que la reconozcas después." | "One line that helps you recognise it later.";
    whom_does_it_affect: "¿A quién afecta?" | "Whom does it affect?";
    affects_me: "A mí" | "Me";
    affects_me_detail: "Solo mi equipo o mi cuenta" | "Only my device or account";
    affects_group: "A mi grupo o área" | "My group or area";
    affects_group_detail: "Varias personas no pueden seguir" | "Several people cannot go on";
    affects_everyone: "A toda la institución" | "The whole institution";
    affects_everyone_detail: "Un servicio general no funciona" | "A general service does not work";
    can_you_work: "¿Puedes trabajar o dar clase mientras tanto?" | "Can you work or teach meanwhile?";
    cannot_work: "No puedo" | "No, I cannot";
    cannot_work_detail: "Tengo clase o entrega hoy" | "I have a class or a deadline today";
    with_difficulty: "Con dificultad" | "With difficulty";
    with_difficulty_detail: "Puedo esperar unas horas" | "I can wait a few hours";
    can_work: "Sí puedo" | "Yes, I can";
    can_work_detail: "Puede ser esta semana" | "This week is fine";
    send_request: "Enviar solicitud" | "Send the request";
    draft_discarded: "Borrador descartado" | "Draft discarded";
    discard: "Descartar" | "Discard";
    draft_saved(time: &str): "Borrador guardado a las {time}" | "Draft saved at {time}";
    check_before_sending(#n): "Revisa {n} dato antes de enviar" / "Revisa {n} datos antes de enviar" | "Check {n} thing before sending" / "Check {n} things before sending";
    request_sent(folio: &str): "Solicitud enviada. Tu folio es {folio}." | "Request sent. Your folio is {folio}.";
    files_on_their_way: "Tus archivos siguen subiendo. Envíala en cuanto terminen." | "Your files are still uploading. Send the request once they have finished.";
    arrived_before: "Tu solicitud ya se había enviado" | "Your request had been sent already";
    arrived_before_text: "Llegó antes de que se cortara la conexión, sin lo que cambiaste después. Ábrela y agrega ahí lo que falte." | "It arrived before the connection broke, without your later changes. Open it and add what is missing there.";
    it_is_another_request: "Es otra solicitud" | "This is another request";
    follows_up: "Esta solicitud da seguimiento a una que ya está cerrada." | "This request follows up one that is closed.";
    what_comes_next: "Qué sigue" | "What comes next";
    next_folio: "Recibes un folio" | "You get a folio";
    next_folio_detail: "Aquí y en tu correo." | "Here and by e-mail.";
    next_person: "Te atiende una persona" | "Somebody takes care of it";
    next_person_detail: "Verás su nombre y cada avance." | "You will see who it is, and every step.";
    next_you: "Tú confirmas" | "You confirm";
    next_you_detail: "Cerramos cuando compruebes el resultado." | "We close it once you have checked the result.";
    address_is_proven: "Comprobamos que este correo es tuyo." | "We have checked that this address is yours.";
    send_code_there: "Enviar código a ese correo" | "Send a code to that address";
    send_code_there_why: "Así comprobamos que puedes leerlo." | "This way we know that you can read it.";
    code_sent_there(email: &str): "Código que enviamos a {email}" | "Code that we sent to {email}";
}
