"""Many clients of several instances refresh one token at once, again and again."""
import http.client
import json
import socket
import time
from urllib.parse import urlsplit

from servers import Failure

TIMEOUT = 15
NOTICE = 1  # second, in which every instance must know of a revocation


class Client:
    """A kept connection on which the request is sent apart from the wait for its answer, so that many can be out."""

    def __init__(self, url):
        address = urlsplit(url)
        self.host = address.netloc
        self.socket = socket.create_connection((address.hostname, address.port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, method, path, body=None, token=""):
        content = json.dumps(body).encode() if body is not None else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(content)}"]
        head += ["Content-Type: application/json"] if content else []
        head += [f"Authorization: Bearer {token}"] if token else []
        self.socket.sendall("\r\n".join([*head, "", ""]).encode() + content)

    def receive(self):
        response = http.client.HTTPResponse(self.socket)
        response.begin()
        text = response.read()
        return response.status, json.loads(text) if text else {}

    def ask(self, *request, **more):
        self.send(*request, **more)
        return self.receive()

    def refresh(self, token):
        return self.ask("POST", "/api/auth/refresh", {"refresh_token": token})

    def close(self):
        self.socket.close()


def sign_in(client, email, password):
    status, answer = client.ask("POST", "/api/auth/login", {"email": email, "password": password})
    if status != 200:
        raise Failure(f"the log-in before the rounds failed: status {status} {answer}")
    return answer


def play_round(clients, token):
    """Everyone's status, and the different successors they were given."""
    for client in clients:
        client.send("POST", "/api/auth/refresh", {"refresh_token": token})
    answers = [client.receive() for client in clients]
    successors = {answer["refresh_token"]: answer for status, answer in answers if status == 200}
    return [status for status, _ in answers], successors


def play(clients, first, rounds, until):
    """Rounds until one is not clean: all of the clients have the same successor, which is the token of the next one."""
    tokens = [first]
    for done in range(rounds):
        if time.monotonic() > until:
            raise Failure(f"only {done} of {rounds} rounds in time")
        statuses, successors = play_round(clients, tokens[-1]["refresh_token"])
        if set(statuses) != {200} or len(successors) != 1:
            odd = {status: statuses.count(status) for status in set(statuses)}
            return tokens, f"round {done + 1}: {len(successors)} successors, answers {odd}"
        tokens += successors.values()
    return tokens, ""


def instances_that_refuse(clients, answer):
    """On how many neither the refresh token nor the access token counts any more."""
    def refuses(client):
        statuses = {client.refresh(answer["refresh_token"])[0],
                    client.ask("GET", "/api/user/profile", token=answer["access_token"])[0]}
        return statuses == {401}
    return sum(refuses(client) for client in clients)


def wait_for_refusal(clients, answer, limit):
    """How many refuse within so many seconds; all but one hear of it by a message."""
    end = time.monotonic() + limit
    while (refusing := instances_that_refuse(clients, answer)) < len(clients) and time.monotonic() < end:
        time.sleep(0.01)
    return refusing


def revoke(clients, tokens):
    """Presents a token two generations old to the first instance; how many of them end the session for that."""
    status, _ = clients[0].refresh(tokens[-3]["refresh_token"])
    return wait_for_refusal(clients, tokens[-1], NOTICE) if status == 401 else 0


def measure(urls, rounds, count, limit, account):
    """`count` clients, shared out among the instances, for at least two rounds, and at last a used token."""
    clients = [Client(urls[i % len(urls)]) for i in range(count)]
    try:
        began = time.monotonic()
        tokens, odd = play(clients, sign_in(clients[0], *account), rounds, began + limit)
        seconds = time.monotonic() - began
        refusing = 0 if odd else revoke(clients[:len(urls)], tokens)
    finally:
        for client in clients:
            client.close()
    return {"rounds": rounds, "clean_rounds": len(tokens) - 1, "odd": odd, "seconds": seconds, "clients": count,
            "refreshes_per_s": count * (len(tokens) - 1) / seconds, "instances": len(urls),
            "instances_that_refuse": refusing}
