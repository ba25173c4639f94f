"""A real SMTP server for tests. Keeps each mail as NNNN.eml with its recipients in NNNN.to.

The recipient decides what happens: refuse* gets 550, later* gets 451 and busy* 450 the first time, slow* is
taken after half a second, hold* after a fifth of one, linger* is kept at once and told so a fifth of
a second later, drop* is
taken whole and then, the first time, the connection is cut before the reply. spam* gets 554, big*
552 and gone* "550 5.1.1" after the text. A sender banned* gets 550. With "auth" it wants to know who
sends.
"""

import asyncio
import json
import pathlib
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder = pathlib.Path(sys.argv[1])
seen = set()


def first_time(address):
    new = address not in seen
    seen.add(address)
    return new


AFTER_THE_TEXT = {
    "spam": "554 5.7.1 rejected by policy",
    "big": "552 5.3.4 too big for this system",
    "gone": "550 5.1.1 no such mailbox after all",
}


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("banned"):
            return "550 5.7.1 this sender is not welcome"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refuse"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later") and first_time(address):
            return "451 4.3.0 try again later"
        if address.startswith("busy") and first_time(address):
            return "450 4.2.1 mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        for start, reply in AFTER_THE_TEXT.items():
            if envelope.rcpt_tos[0].startswith(start):
                return reply
        if envelope.rcpt_tos[0].startswith("slow"):
            await asyncio.sleep(0.5)
        if envelope.rcpt_tos[0].startswith("hold"):
            await asyncio.sleep(0.2)
        number = len(list(folder.glob("*.eml")))
        (folder / f"{number:04}.to").write_text(json.dumps(envelope.rcpt_tos))
        (folder / f"{number:04}.from").write_text(envelope.mail_from)
        (folder / f"{number:04}.eml").write_bytes(envelope.original_content)
        if envelope.rcpt_tos[0].startswith("drop") and first_time(envelope.rcpt_tos[0]):
            server.transport.abort()
        if envelope.rcpt_tos[0].startswith("linger"):
            await asyncio.sleep(0.2)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    known = data.login == b"desk" and data.password == b"right p:ss"
    return AuthResult(success=known, handled=False)


def session():
    if "auth" in sys.argv[3:]:
        return SMTP(
            Handler(),
            authenticator=authenticate,
            auth_required=True,
            auth_require_tls=False,
        )
    return SMTP(Handler())


async def main():
    port = int(sys.argv[2])
    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
