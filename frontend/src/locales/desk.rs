//! Texts of the desk: the queue, a ticket as staff work it.

use shared::lifecycle::Command;
use shared::ticket::Sort;

use crate::i18n::{Messages, messages};

messages! {
    nav_every_team: "De todos los equipos" | "Of every team";
    nav_department: "Departamento" | "Department";

    ticket_list: "Lista de solicitudes" | "List of requests";
    requests_listed(#n): "{n} solicitud" / "{n} solicitudes" | "{n} request" / "{n} requests";
    reading_pane: "Panel de lectura" | "Reading pane";
    request_named(folio: &str): "Solicitud {folio}" | "Request {folio}";
    changed_at: "Cambió" | "Changed";
    assignee: "Asignada a" | "Assigned to";
    status_label: "Estado" | "Status";
    team: "Equipo" | "Team";
    category: "Categoría" | "Category";
    order: "Orden" | "Order";
    filters: "Filtros" | "Filters";
    clear_filters: "Quitar filtros" | "Clear filters";
    all_open_ones: "abiertas" | "open";
    any_priority: "todas" | "any";
    any_category: "todas" | "any";
    anyone: "cualquiera" | "anyone";
    myself: "mí" | "me";
    nobody: "nadie" | "nobody";
    somebody: "otra persona" | "somebody else";

    sort_queue: "por prioridad" | "by priority";
    sort_newest: "más nuevas" | "newest";
    sort_oldest: "más antiguas" | "oldest";
    sort_changed: "con cambios recientes" | "last changed";
    sort_untouched: "más tiempo sin cambios" | "longest untouched";

    nothing_matches: "Nada coincide con los filtros" | "Nothing matches the filters";
    nothing_matches_text: "Prueba con menos filtros." | "Try with fewer filters.";
    nothing_mine: "No tienes solicitudes pendientes" | "You have nothing to do";
    nothing_mine_text: "Toma una de las que están sin asignar." | "Take one that is unassigned.";
    nothing_unassigned: "Todo está asignado" | "Everything is assigned";
    nothing_unassigned_text: "Lo que llegue aparecerá aquí." | "What comes in will appear here.";
    nothing_to_confirm: "Nada espera confirmación" | "Nothing waits to be confirmed";
    nothing_to_confirm_text: "Aquí queda lo atendido hasta que quien lo pidió lo confirma." | "What was attended stays here until its requester confirms it.";
    nothing_here: "No hay nada en esta vista" | "There is nothing in this view";
    nothing_here_text: "Lo que llegue aparecerá aquí." | "What comes in will appear here.";

    own_request: "Esta solicitud es tuya" | "This request is yours";
    own_request_text: "La atiende alguien más de T.I.; tú la ves como quien la pidió." | "Somebody else of IT takes care of it; you see it as its requester.";
    open_it: "Abrir la solicitud" | "Open the request";

    shortcuts: "Atajos de teclado" | "Keyboard shortcuts";
    keys_everywhere: "En cualquier página" | "On any page";
    keys_of_ticket: "En la solicitud abierta" | "In the request that is open";
    key_palette: "Buscar o ir a" | "Find or go to";
    seek_or_go: "Buscar…" | "Search…";
    seek_label: "Folio, palabras, página o acción" | "Folio, words, page or action";
    seek_results: "Resultados" | "Results";
    seek_found(#n): "{n} resultado" / "{n} resultados" | "{n} result" / "{n} results";
    seek_nothing: "Nada coincide. Si es una solicitud antigua, escribe su folio completo." | "Nothing matches. If it is an old request, type its whole folio.";
    seek_actions(folio: &str): "Hacer con {folio}" | "Do with {folio}";
    seek_pages: "Ir a" | "Go to";
    seek_open(folio: &str): "Abrir {folio}" | "Open {folio}";
    key_next: "Siguiente de la lista" | "Next in the list";
    key_previous: "Anterior de la lista" | "Previous in the list";
    key_open: "Abrir" | "Open";
    key_close: "Cerrar el panel" | "Close the pane";
    key_reply: "Responder" | "Reply";
    key_note: "Nota interna" | "Internal note";
    key_take: "Tomar la solicitud" | "Take the request";
    key_assign: "Asignar a otra persona" | "Assign to somebody else";
    key_priority: "Cambiar la prioridad" | "Change the priority";
    key_wait: "Poner en espera" | "Put on hold";
    key_send: "Enviar lo escrito" | "Send what is written";
    key_leave: "Dejar de escribir" | "Stop writing";
    single_keys: "Usar atajos de una sola tecla" | "Use single-key shortcuts";
    single_keys_help: "Apágalos si dictas por voz o si los presionas sin querer." | "Switch them off if you dictate by voice or press them by accident.";

    conversation: "Conversación" | "Conversation";
    to_newest: "Ir a lo más nuevo" | "Go to the newest";
    no_such_request(folio: &str): "No encontramos {folio}" | "We could not find {folio}";
    no_such_request_text: "Revisa el folio. Puede ser de otro equipo o no existir." | "Check the folio. It may belong to another team, or not exist.";
    back_to_list: "Volver a la lista" | "Back to the list";
    open_alone: "Abrir en su propia página" | "Open on its own page";

    take: "Tomar" | "Take";
    assign: "Asignar" | "Assign";
    reassign: "Reasignar" | "Reassign";
    unassign: "Dejar sin asignar" | "Leave unassigned";
    transfer: "Pasar a otro equipo" | "Pass to another team";
    start: "Empezar" | "Start";
    resume: "Reanudar" | "Resume";
    put_on_hold: "Poner en espera" | "Put on hold";
    go_back: "Volver" | "Go back";
    attend: "Atender" | "Mark as attended";
    close_unanswered: "Cerrar sin respuesta" | "Close without an answer";
    cancel_request: "Cancelar solicitud" | "Cancel the request";
    change_priority: "Cambiar prioridad" | "Change the priority";
    change_service: "Cambiar servicio" | "Change the service";

    done_taken(folio: &str): "Tomaste {folio}" | "You took {folio}";
    done_assigned(folio: &str, who: &str): "{folio} quedó asignada a {who}" | "{folio} is assigned to {who}";
    done_unassigned(folio: &str): "{folio} quedó sin asignar" | "{folio} is unassigned";
    done_transferred(folio: &str, team: &str): "{folio} pasó a {team}" | "{folio} went to {team}";
    done_started(folio: &str): "Empezaste {folio}" | "You started {folio}";
    done_resumed(folio: &str): "Reanudaste {folio}" | "You resumed {folio}";
    done_waiting(folio: &str): "{folio} quedó en espera" | "{folio} is on hold";
    done_attended(folio: &str): "{folio} quedó atendida; avisamos a quien la pidió" | "{folio} is attended; its requester has been told";
    done_closed(folio: &str): "{folio} quedó cerrada sin respuesta" | "{folio} is closed without an answer";
    done_reopened(folio: &str): "{folio} volvió a estar en proceso" | "{folio} is in progress again";
    done_cancelled(folio: &str): "{folio} quedó cancelada" | "{folio} is cancelled";
    done_priority(folio: &str, priority: &str): "Prioridad de {folio}: {priority}" | "Priority of {folio}: {priority}";
    done_service(folio: &str, service: &str): "{folio} ahora es de {service}" | "{folio} is now about {service}";
    done_status(folio: &str, status: &str): "{folio}: {status}" | "{folio}: {status}";
    no_longer_yours: "Hecho. Ya no ves esa solicitud." | "Done. You no longer see that request.";

    assign_to_whom: "¿A quién la asignas?" | "To whom do you assign it?";
    nobody_to_assign: "Nadie de este equipo puede atenderla ahora." | "Nobody of this team can take it now.";
    open_requests(#n): "{n} abierta" / "{n} abiertas" | "{n} open" / "{n} open";
    has_it_now: "la tiene" | "has it";
    why: "¿Por qué?" | "Why?";
    staff_only_reason: "Solo la ve el equipo de T.I." | "Only the IT team sees it.";
    requester_reads_it: "Lo leerá quien la pidió." | "The requester will read it.";
    transfer_to_which: "¿A qué equipo la pasas?" | "To which team does it go?";
    transfer_about(team: &str): "Sale de {team} y queda en revisión del otro equipo, sin asignar." | "It leaves {team} and waits in the other team's review, unassigned.";
    what_for: "¿Qué se espera?" | "What for?";
    wait_requester_detail: "Su respuesta la reanuda" | "The answer resumes it";
    wait_third_party_detail: "Un proveedor u otra área" | "A supplier or another department";
    wait_scheduled_detail: "Se reanuda sola ese día" | "It resumes by itself on that day";
    resume_by_itself: "Se reanuda sola el" | "It resumes by itself on";
    day_at_the_latest(day: &str): "Elige un día hasta el {day}." | "Choose a day up to {day}.";
    day: "Día" | "Day";
    hour: "Hora" | "Hour";
    what_do_we_need: "¿Qué necesitas de quien la pidió?" | "What do you need from the requester?";
    word_for_requester: "Mensaje para quien la pidió" | "A word for the requester";
    attend_request: "Atender la solicitud" | "Mark the request as attended";
    attend_about(name: &str): "{name} revisará el resultado y confirmará si quedó resuelta." | "{name} will check the result and confirm whether it is resolved.";
    tell_what_was_done: "¿Qué se hizo?" | "What was done?";
    close_unanswered_about: "Queda resuelta sin la palabra de quien la pidió y así se muestra. Nunca cuenta como confirmada." | "It is resolved without the requester's word and shown so. It never counts as confirmed.";
    cancel_request_question: "¿Cancelar esta solicitud?" | "Cancel this request?";
    cancel_withdrawn_detail: "Ya no la necesita" | "No longer needed";
    cancel_duplicate_detail: "Otra pide lo mismo" | "Another one asks for the same";
    cancel_out_of_scope_detail: "Indica a quién acudir" | "Say whom to ask instead";
    cancel_no_response_detail: "Tras dos recordatorios" | "After two reminders";
    original_request: "Solicitud original" | "Original request";
    original_help(folio: &str): "La que sigue viva; {folio} se cancela y queda vinculada a ella." | "The one that lives on; {folio} is cancelled and linked to it.";
    original_cancelled: "También está cancelada. Busca la que se atiende." | "It is cancelled as well. Find the one that is worked on.";
    folio_or_words: "Folio o palabras" | "Folio or words";
    requests_found: "Solicitudes encontradas" | "Requests found";
    also_asked_by(name: &str): "También de {name}" | "Also from {name}";
    changed_of_late: "Con cambios recientes" | "Changed of late";
    nothing_found_of_late(#n): "Nada coincide en la última que cambió. Si es más antigua, escribe su folio." / "Nada coincide entre las últimas {n} que cambiaron. Si es más antigua, escribe su folio." | "Nothing matches the last one that changed. If it is older, type its folio." / "Nothing matches among the last {n} that changed. If it is older, type its folio.";
    folio_not_found: "No encontramos ese folio, o no está a tu alcance." | "We could not find that folio, or it is not yours to see.";
    request_needed: "Elige una de la lista o escribe su folio completo." | "Choose one of the list or type its whole folio.";
    found_itself: "Es esta misma solicitud. Busca la otra." | "This is the same request. Find the other one.";
    link_to_which: "¿Con cuál se relaciona?" | "Which one is it related to?";
    link_verb: "Vincular" | "Link";
    other_request: "La otra solicitud" | "The other request";
    link_help: "El vínculo se ve desde ambas; solo lo ve quien puede ver las dos." | "The link shows on both; only who may see both sees it.";
    linked_already: "Ya están vinculadas." | "They are linked already.";
    done_linked(folio: &str, other: &str): "{folio} y {other} quedaron vinculadas" | "{folio} and {other} are linked";
    done_unlinked(folio: &str, other: &str): "{folio} y {other} ya no están vinculadas" | "{folio} and {other} are no longer linked";
    remove_link(folio: &str): "Quitar el vínculo con {folio}" | "Remove the link with {folio}";
    link_restored(folio: &str): "{folio} recuperó el vínculo" | "{folio} has its link back";
    link_to_another: "Vincular con otra" | "Link with another";
    change_status: "Cambiar estado" | "Change the status";
    links: "Vínculos" | "Links";
    no_links: "Sin vínculos" | "No links";
    impact_label: "Impacto" | "Impact";
    impact_help: "A quién afecta." | "Whom it affects.";
    urgency_label: "Urgencia" | "Urgency";
    urgency_help: "Qué tanto detiene el trabajo o la clase." | "How much it stops work or class.";
    it_gives_priority: "Prioridad que resulta:" | "The priority that results:";
    impact_by_urgency(impact: &str, urgency: &str): "{impact} × urgencia {urgency}" | "{impact} × urgency {urgency}";
    change_service_about(service: &str): "Ahora es de {service}. Lo que se respondió se conserva a la vista." | "It is now about {service}. What was answered stays in view.";

    changed_meanwhile: "La solicitud cambió mientras tanto" | "The request has changed meanwhile";
    changed_conversation: "Hay novedades en la conversación." | "There is something new in the conversation.";
    changed_description: "Se corrigió la descripción." | "The description was edited.";
    check_and_repeat: "Lo que elegiste y escribiste sigue aquí. Revísalo y repite." | "What you chose and typed is still here. Check it and repeat.";
    look_and_go_on: "La ves como está ahora." | "You see it as it is now.";
    now_has_it(who: &str): "Ahora la tiene {who}." | "{who} has it now.";
    nobody_has_it_now: "Ya no la tiene nadie." | "Nobody has it now.";
    now_is(what: &str, value: &str): "{what}: ahora {value}." | "{what}: now {value}.";
    stands_at(status: &str): "Está en: {status}." | "It stands at: {status}.";
    possible_from_there(commands: &str): "Desde ahí se puede: {commands}." | "From there one can: {commands}.";
    no_longer_possible(status: &str): "Ya no se puede: la solicitud está en {status}." | "No longer possible: the request stands at {status}.";

    waits_for(reason: &str): "En espera: {reason}" | "On hold: {reason}";
    resumes_at(when: &str): "Se reanuda sola el {when}." | "It resumes by itself on {when}.";
    waits_for_word_of(name: &str): "Espera la confirmación de {name}" | "Waiting for {name} to confirm";
    closes_unanswered_on(day: &str): "Sin respuesta, se cierra sola el {day}." | "Without an answer it closes by itself on {day}.";
    requester_may_reopen(day: &str): "Quien la pidió puede reabrirla hasta el {day}." | "The requester can reopen it until {day}.";
    confirmed_by(name: &str): "{name} confirmó que quedó resuelta" | "{name} confirmed that it is resolved";
    rated_as(stars: &str, word: &str): "Calificó la atención con {stars} de 5, {word}." | "Rated the service {stars} of 5, {word}.";
    sent_back(#n): "Quien la pidió la devolvió {n} vez" / "Quien la pidió la devolvió {n} veces" | "The requester sent it back {n} time" / "The requester sent it back {n} times";

    attended_label: "Atendida" | "Attended";
    service_answers: "Datos del servicio" | "Data of the service";
    answered_as(service: &str): "Respuestas cuando era {service}" | "Answers while it was {service}";
    extension(number: &str): "ext. {number}" | "ext. {number}";
    tags: "Etiquetas" | "Tags";
    no_tags: "Sin etiquetas" | "No tags";
    add_tag: "Agregar etiqueta" | "Add a tag";
    remove_tag(tag: &str): "Quitar etiqueta {tag}" | "Remove the tag {tag}";
    tag_is_there: "Ya está." | "It is there already.";
    tags_saved: "Etiquetas guardadas" | "Tags saved";
    no_watchers: "Nadie más la sigue" | "Nobody else watches it";
    watchers_saved: "Cambió quién la sigue" | "The watchers have changed";
}

messages! {
    command_assign: "asignar" | "assign";
    command_take: "tomar" | "take";
    command_unassign: "dejar sin asignar" | "leave unassigned";
    command_transfer: "pasar a otro equipo" | "pass to another team";
    command_start: "empezar" | "start";
    command_wait: "poner en espera" | "put on hold";
    command_resume: "reanudar" | "resume";
    command_attend: "atender" | "mark as attended";
    command_confirm: "confirmar" | "confirm";
    command_reject: "devolver a T.I." | "send back to IT";
    command_close_unanswered: "cerrar sin respuesta" | "close without an answer";
    command_reopen: "reabrir" | "reopen";
    command_cancel: "cancelar" | "cancel";
}

impl Messages {
    /// The order of a list.
    pub fn sort(self, sort: Sort) -> &'static str {
        match sort {
            Sort::Queue => self.sort_queue(),
            Sort::NewestFirst => self.sort_newest(),
            Sort::OldestFirst => self.sort_oldest(),
            Sort::LastChangedFirst => self.sort_changed(),
            Sort::LongestUntouchedFirst => self.sort_untouched(),
        }
    }

    /// A command of the life cycle, inside a sentence.
    pub fn command(self, command: Command) -> &'static str {
        match command {
            Command::Assign => self.command_assign(),
            Command::Take => self.command_take(),
            Command::Unassign => self.command_unassign(),
            Command::Transfer | Command::Route => self.command_transfer(),
            Command::Start => self.command_start(),
            Command::Wait => self.command_wait(),
            Command::Resume => self.command_resume(),
            Command::Attend => self.command_attend(),
            Command::Confirm => self.command_confirm(),
            Command::Reject => self.command_reject(),
            Command::CloseUnanswered => self.command_close_unanswered(),
            Command::Reopen => self.command_reopen(),
            Command::Cancel => self.command_cancel(),
        }
    }
}
