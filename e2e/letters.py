"""Takes letters over SMTP on a free loopback port and keeps each in a folder:
`.eml` as it came, `.json` as a mail program reads it. Says its port on the first line."""

import asyncio
import email
import email.policy
import itertools
import json
import pathlib
import sys

from aiosmtpd.smtp import SMTP


class Keeper:
    """Numbers letters in the order they come."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.number = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        name = f"{next(self.number):04}"
        (self.folder / f"{name}.eml").write_bytes(envelope.content)
        read = json.dumps(self.read(envelope), ensure_ascii=False)
        # Whoever waits for a letter looks for `.json`: it appears whole.
        draft = self.folder / f"{name}.draft"
        draft.write_text(read, encoding="utf-8")
        draft.rename(self.folder / f"{name}.json")
        return "250 OK"

    @staticmethod
    def read(envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = letter.get_body(("plain",))
        page = letter.get_body(("html",))
        return {
            "to": [str(one) for one in envelope.rcpt_tos],
            "from": str(letter["from"]),
            "subject": str(letter["subject"]),
            "text": text.get_content() if text else "",
            "html": page.get_content() if page else "",
        }


async def main(folder):
    loop = asyncio.get_running_loop()
    keeper = Keeper(folder)
    server = await loop.create_server(lambda: SMTP(keeper, loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
