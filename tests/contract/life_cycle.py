"""The life of a request, driven by a client that a public generator made of the document: whoever asks and whoever serves,
each with an API token. Every answer has to be of the type that the document gives it.

Arguments: the folder of the client, the server's address, the service to ask for. In the environment: both tokens."""

import os
import sys

folder, address, service_id = sys.argv[1:]
sys.path.insert(0, folder)

from client import AuthenticatedClient, Client  # noqa: E402
from client.api.attachments import read_attachment, upload_attachment  # noqa: E402
from client.api.catalog import read_catalog  # noqa: E402
from client.api.institution import get_institution  # noqa: E402
from client.api.me import get_me  # noqa: E402
from client.api.tickets import (  # noqa: E402
    assign_ticket,
    attend_ticket,
    confirm_ticket,
    file_ticket,
    get_ticket,
    get_timeline,
    list_tickets,
    reply_ticket,
    start_ticket,
)
from client.models import (  # noqa: E402
    Assign,
    Attachment,
    Attend,
    Closure,
    Confirm,
    NewAttachment,
    NewMessage,
    NewTicket,
    NewTicketAnswers,
    Nothing,
    PageTicketSummary,
    Problem,
    Status,
    TicketAction,
    TicketDetails,
    TimelineItem,
)
from client.types import File  # noqa: E402


def signed_in(variable):
    return AuthenticatedClient(base_url=address, token=os.environ[variable], raise_on_unexpected_status=True)


def expect(answer, status, kind):
    """What an operation answered, of the type and with the status that are expected."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert isinstance(answer.parsed, kind), (type(answer.parsed), answer.content)
    return answer.parsed


def command(operation, who, ticket, body):
    """Gives a command on the ticket as it is now."""
    seen = get_ticket.sync_detailed(ticket.id, client=who)
    expect(seen, 200, TicketDetails)
    return expect(operation.sync_detailed(str(ticket.id), client=who, body=body, if_match=seen.headers["ETag"]), 200, TicketDetails)


guest = Client(base_url=address, raise_on_unexpected_status=True)
requester, agent = signed_in("REQUESTER_TOKEN"), signed_in("AGENT_TOKEN")

assert get_institution.sync(client=guest).name
catalog = read_catalog.sync(client=requester)
services = [service for category in catalog.categories for service in category.services]
service = next(service for service in services if str(service.id) == service_id)

file = expect(
    upload_attachment.sync_detailed(
        client=requester,
        body=NewAttachment(file=File(payload=b"No enciende.", file_name="nota.txt", mime_type="text/plain")),
    ),
    201,
    Attachment,
)
answers = NewTicketAnswers()
answers["equipment"], answers["location"] = "laptop", "B-204"
wanted = NewTicket(service_id=service.id, description="No enciende.", answers=answers, attachment_ids=[file.id])
filed = file_ticket.sync_detailed(client=requester, body=wanted, idempotency_key="life-cycle")
ticket = expect(filed, 201, TicketDetails)
assert ticket.status == Status.NEW and ticket.subject == service.name
assert filed.headers["Location"].endswith(str(ticket.id))
again = file_ticket.sync_detailed(client=requester, body=wanted, idempotency_key="life-cycle")
assert expect(again, 201, TicketDetails).id == ticket.id
assert read_attachment.sync_detailed(file.id, client=agent).content == b"No enciende."

carla = get_me.sync(client=agent)
queue = expect(list_tickets.sync_detailed(client=agent, status=[Status.NEW], limit=10, count=True), 200, PageTicketSummary)
assert ticket.folio in [one.folio for one in queue.items]
taken = command(assign_ticket, agent, ticket, Assign(assignee_id=carla.id))
assert taken.status == Status.ASSIGNED and taken.assignee.id == carla.id
assert command(start_ticket, agent, ticket, Nothing()).status == Status.IN_PROGRESS
for who, words in [(agent, "¿De qué **modelo** es?"), (requester, "Es una Latitude 5420.")]:
    said = reply_ticket.sync_detailed(str(ticket.id), client=who, body=NewMessage(body=words))
    assert expect(said, 201, TimelineItem).body == words
attended = command(attend_ticket, agent, ticket, Attend(summary="Se cambió la batería."))
assert attended.status == Status.ATTENDED and attended.attendance.summary == "Se cambió la batería."
offered = expect(get_ticket.sync_detailed(str(ticket.folio), client=requester), 200, TicketDetails)
assert TicketAction.CONFIRM in offered.actions
resolved = command(confirm_ticket, requester, ticket, Confirm(rating=5, comment="Gracias."))
assert resolved.status == Status.RESOLVED and resolved.closure == Closure.CONFIRMED and resolved.rating.stars == 5

# What is refused is of a type as well.
late = confirm_ticket.sync_detailed(str(ticket.id), client=requester, body=Confirm(), if_match=f'"{resolved.version}"')
assert expect(late, 409, Problem).type_.endswith(":conflict")
unseen = confirm_ticket.sync_detailed(str(ticket.id), client=requester, body=Confirm())
assert expect(unseen, 428, Problem).type_.endswith(":version-required")
kinds = [item.kind.value for item in get_timeline.sync(str(ticket.id), client=requester).items]
assert kinds == ["created", "assigned", "status", "reply", "reply", "status", "status", "rating"], kinds
print("resolved", ticket.folio)
