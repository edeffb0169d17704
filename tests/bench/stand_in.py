#!/usr/bin/env python3
"""A stand-in for auth-serve: the five endpoints of the load generator, in memory, on a free port of 127.0.0.1.

It is what the tests of the tools load: it spends a refresh token once, knows which tokens it gave out, and prints the
daemon's `server.started` line. STAND_IN_FAIL=PATH:STATUS makes it fail every request to that path, STAND_IN_STALL stops
all of it for so many seconds at every log-in. With STAND_IN_REPEAT the token used last gets its successor again, and an
older one ends every session.
"""
import asyncio
import json
import os
import secrets
import time
from datetime import datetime, timezone

access_tokens, refresh_tokens, successors = set(), set(), {}
repeats = "STAND_IN_REPEAT" in os.environ
fail_path, _, fail_status = os.environ.get("STAND_IN_FAIL", "").partition(":")
stall = float(os.environ.get("STAND_IN_STALL", "0"))


def pair():
    tokens = {"access_token": secrets.token_hex(16), "refresh_token": secrets.token_hex(16), "token_type": "bearer"}
    access_tokens.add(tokens["access_token"])
    refresh_tokens.add(tokens["refresh_token"])
    return {**tokens, "user": {"email": "user1@example.com"}}


def login(body, _):
    time.sleep(stall)
    right = body["email"].endswith("@example.com") and body["password"] == "Bench-Passw0rd-1"
    return (200, pair()) if right else (401, {"error_code": "INVALID_CREDENTIALS"})


def refresh(body, _):
    token = body["refresh_token"]
    if token in refresh_tokens:
        refresh_tokens.remove(token)
        successors[token] = pair()
    elif not repeats or successors.get(token, {}).get("refresh_token") not in refresh_tokens:
        if token in successors and repeats:
            access_tokens.clear()
            refresh_tokens.clear()
        return 401, {"error_code": "TOKEN_INVALID"}
    return 200, successors[token]


def profile(_, authorization):
    known = authorization.removeprefix("Bearer ") in access_tokens
    return (200, {"email": "user1@example.com"}) if known else (401, {"error_code": "TOKEN_INVALID"})


def health(*_):
    return 200, {"status": "healthy", "timestamp": datetime.now(timezone.utc).isoformat()}


def register(body, _):
    return (201, pair()) if set(body) == {"email", "username", "password"} else (400, {"error_code": "VALIDATION_ERROR"})


routes = {
    "GET /health": health, "GET /api/user/profile": profile, "POST /api/auth/login": login,
    "POST /api/auth/refresh": refresh, "POST /api/auth/register": register,
}


async def answer(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in head[1:] if line)
    original = dict(line.split(": ", 1) for line in head[1:] if line)
    body = await reader.readexactly(int(fields.get("content-length", 0)))
    method, path, _ = head[0].split(" ")
    if path == fail_path:
        return int(fail_status), {"error_code": "INTERNAL_ERROR"}
    return routes[f"{method} {path}"](json.loads(body or b"{}"), original.get("Authorization", ""))


async def serve(reader, writer):
    try:
        while True:
            status, body = await answer(reader)
            text = json.dumps(body).encode()
            writer.write(b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(text), text))
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(os.environ.get("PORT", "0")), backlog=1024)
    port = server.sockets[0].getsockname()[1]
    print(json.dumps({"level": "info", "event": "server.started", "url": f"http://127.0.0.1:{port}"}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
