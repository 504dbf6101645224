//! Texts of the requester's pages: home, lists, a request.

use crate::i18n::messages;

messages! {
    yes: "Sí" | "Yes";
    no: "No" | "No";
    refresh: "Actualizar" | "Refresh";
    breadcrumb: "Ruta" | "Breadcrumb";

    with_team(team: &str): "La revisa {team}" | "In review by {team}";
    has_it(who: &str): "La tiene {who}" | "{who} has it";
    works_on_it(who: &str): "{who} trabaja en ella" | "{who} is working on it";
    waits_for_your_answer: "Esperamos tu respuesta" | "Waiting for your answer";
    waits_for_third_party: "Esperamos a un tercero" | "Waiting for a third party";
    waits_for_date: "Continúa en la fecha acordada" | "Goes on at the agreed date";
    check_the_result: "Revisa si quedó resuelta" | "Check whether it is resolved";

    what_do_you_need(name: &str): "¿Qué necesitas, {name}?" | "What do you need, {name}?";
    your_open_requests: "Tus solicitudes abiertas" | "Your open requests";
    no_open_requests: "No tienes solicitudes abiertas" | "You have no open requests";
    no_open_requests_text: "Cuando pidas algo, aquí verás quién lo tiene y qué sigue." | "When you ask for something, you will see here who has it and what comes next.";
    see_closed: "Ver las cerradas" | "See the closed ones";
    see_all_requests: "Ver todas, también las cerradas" | "See all, also the closed ones";
    check_resolved(subject: &str): "Revisa si quedó resuelta: {subject}" | "Check whether it is resolved: {subject}";
    marked_attended(who: &str): "{who} la marcó como atendida" | "{who} marked it as attended";
    check_result: "Revisar resultado" | "Check the result";
    check_result_of(subject: &str): "Revisar resultado de: {subject}" | "Check the result of: {subject}";
    closes_by_itself(day: &str): "Si no respondes, se cierra sola el {day}." | "If you do not answer, it closes by itself on {day}.";

    which_requests: "Cuáles solicitudes" | "Which requests";
    show_open: "Abiertas" | "Open";
    show_waiting_for_me: "Esperan tu respuesta" | "Waiting for you";
    show_closed: "Cerradas" | "Closed";
    nothing_waits_for_you: "Nada espera tu respuesta" | "Nothing waits for you";
    nothing_waits_for_you_text: "Te avisaremos por correo cuando haga falta." | "We will write to you when something does.";
    no_closed_requests: "Todavía no hay solicitudes cerradas" | "There are no closed requests yet";
    no_closed_requests_text: "Aquí quedan las que confirmes o canceles." | "Those that you confirm or cancel stay here.";

    step_received: "Recibida" | "Received";
    your_answer_is_missing: "Falta tu respuesta" | "Your answer is missing";
    details: "Detalles" | "Details";
    folio: "Folio" | "Folio";
    service: "Servicio" | "Service";
    who_has_it: "Te atiende" | "Who has it";
    priority_label: "Prioridad" | "Priority";
    requester: "Solicitante" | "Requester";
    registered_by: "La registró" | "Registered by";
    received_at: "Recibida" | "Received";
    watchers: "La siguen" | "Watched by";
    files: "Archivos" | "Files";
    history: "Historial" | "History";
    related_requests: "Solicitudes relacionadas" | "Related requests";
    link_duplicate_of: "Pide lo mismo" | "Asks for the same";
    link_duplicated_by: "Duplicada de esta" | "Duplicate of this one";
    link_related: "Relacionada" | "Related";
    link_follow_up_of: "Esta le da seguimiento" | "This one follows it up";
    link_followed_by: "Le da seguimiento a esta" | "Follows this one up";

    check_the_result_title: "Revisa el resultado" | "Check the result";
    says(who: &str): "{who} dice:" | "{who} says:";
    is_it_resolved: "¿Quedó resuelto?" | "Is it resolved?";
    what_was_done: "Qué se hizo" | "What was done";
    yes_resolved: "Sí, quedó resuelto" | "Yes, it is resolved";
    yes_resolved_detail: "Cerramos la solicitud" | "We close the request";
    not_yet: "Todavía no" | "Not yet";
    not_yet_detail: "La retoma la misma persona" | "The same person takes it up again";
    how_was_it: "¿Cómo fue la atención?" | "How was the service?";
    comment: "Comentario" | "Comment";
    what_to_improve: "Qué podríamos mejorar" | "What we could do better";
    confirm_and_close: "Confirmar y cerrar" | "Confirm and close";
    what_is_missing: "¿Qué falta?" | "What is missing?";
    what_is_missing_help: "Se lo decimos a quien te atiende." | "We tell it to whoever has the request.";
    what_is_missing_example: "Qué intentaste y qué mensaje viste" | "What you tried and which message you saw";
    send_back: "Devolver a T.I." | "Send back to IT";
    keeps_folio_and_history: "Conserva su folio y su historial." | "It keeps its folio and its history.";
    thanks_confirmed: "Gracias. La solicitud quedó resuelta." | "Thank you. The request is resolved.";
    thanks_confirmed_text: "Ya puedes cerrar esta página." | "You can close this page now.";
    thanks_rejected: "Gracias por avisar. La retomamos." | "Thank you for telling us. We take it up again.";
    thanks_rejected_text: "La misma persona sigue con ella y te avisamos." | "The same person goes on with it, and we let you know.";
    request_resolved: "Resuelta: confirmaste el resultado" | "Resolved: you confirmed the result";
    request_cancelled: "Solicitud cancelada" | "Request cancelled";
    you_rated(word: &str): "Calificaste la atención como {word}." | "You rated the service as {word}.";
    reopen_until(day: &str): "Puedes reabrirla hasta el {day}." | "You can reopen it until {day}.";
    reopen: "Reabrir" | "Reopen";
    reopen_question: "¿Reabrir la solicitud?" | "Reopen the request?";
    reopen_about: "Vuelve a la misma persona, con su folio y su historial." | "It goes back to the same person, with its folio and its history.";
    request_reopened: "Reabriste la solicitud" | "You reopened the request";
    answer_below: "Responde aquí abajo para que sigamos." | "Answer below so that we can go on.";
    more_actions: "Más acciones" | "More actions";
    correct_request: "Corregir solicitud" | "Correct the request";
    request_corrected: "Solicitud corregida" | "Request corrected";
    save_changes: "Guardar cambios" | "Save changes";
    subject: "Asunto" | "Subject";
    description: "Descripción" | "Description";
    withdraw: "Cancelar solicitud" | "Cancel the request";
    withdraw_question: "¿Cancelar esta solicitud?" | "Cancel this request?";
    withdraw_about: "Ya no se atenderá. Podrás verla en tus solicitudes cerradas." | "It will no longer be performed. You will find it among your closed requests.";
    withdraw_why: "¿Por qué?" | "Why?";
    request_withdrawn: "Cancelaste la solicitud" | "You cancelled the request";
    write_to(name: &str): "Escribe una respuesta para {name}" | "Write a reply to {name}";
    write_reply: "Escribe una respuesta" | "Write a reply";
    reply_is_comment: "La solicitud está cerrada: tu respuesta queda como comentario." | "The request is closed: your reply stays as a comment.";
    follow_up_request: "Pedir seguimiento" | "Ask for a follow-up";
    what_you_typed_stays: "Lo que escribiste sigue aquí." | "What you typed is still here.";
    see_it_now: "Ver cómo está ahora" | "See how it stands now";

    link_has_decided: "Este enlace ya no decide nada" | "This link no longer decides anything";
    link_has_decided_text: "Ya se respondió, o la solicitud cambió desde que se envió el correo." | "It was answered, or the request has changed since the mail was sent.";
    see_whole_request: "Ver la solicitud completa" | "See the whole request";
    sign_in_to_see_request: "Entra para ver la solicitud completa" | "Sign in to see the whole request";

    mailbox_about: "En la demostración el correo no sale: se queda aquí, con sus códigos y enlaces." | "In the demo no mail goes out: it stays here, with its codes and links.";
    mailbox_empty: "Todavía no hay correo" | "There is no mail yet";
    mailbox_empty_text: "Pide un código o registra una solicitud y aparecerá aquí." | "Ask for a code or file a request and it will appear here.";
    mail_to(address: &str): "Para {address}" | "To {address}";

    invitation: "Invitación" | "Invitation";
    invitation_about: "Te invitaron a configurar Ventanilla. Comprueba que este correo es tuyo y entrarás con estas funciones." | "You are invited to set up Ventanilla. Prove that this mailbox is yours and you will sign in with these roles.";
    roles: "Funciones" | "Roles";
    works_until: "Vence" | "Works until";
}
