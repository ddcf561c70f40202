"""Killing the server in the middle of work, and asking afterwards for all that it said was done."""

import http.client
import json
import threading
import time

from harness.client import Connection
from harness.expectations import Failure


def kill_under_load(play, writers, path):
    """`writers` make records at once, a hundred at least; then the server is killed without a
    warning."""
    acknowledged = []
    address, headers = "/api/v1" + path, play.people.headers(play.who, False, True)
    headers.append(("Content-Type", "application/json"))

    def write(number):
        connection = Connection(play.server.port, 10)
        try:
            for count in range(100_000):
                body = json.dumps({"name": f"writer {number} record {count}"}).encode()
                answer = connection.ask("POST", address, headers, body)
                if answer.status == 201:
                    acknowledged.append(answer.json()["id"])
        except (OSError, http.client.HTTPException):
            pass  # the kill
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 120 * play.surroundings.slowness
    while len(acknowledged) < 100 and time.monotonic() < end:
        time.sleep(0.01)
    play.leave_server()
    play.server.kill()
    play.is_stopped_on_purpose = True
    for thread in threads:
        thread.join()
    if not acknowledged:
        raise Failure("nothing was acknowledged before the kill")
    play.variables["acknowledged"] = acknowledged
    play.variables["acknowledged_count"] = len(acknowledged)


def all_is_there(play, path):
    lost = []
    for record in play.variables["acknowledged"]:
        if play.ask_json("GET", f"{path}/{record}", play.who, None).status != 200:
            lost.append(record)
    if lost:
        raise Failure(f"{len(lost)} of {play.variables['acknowledged_count']} are lost: {lost[:5]}")
