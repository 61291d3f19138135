# SPDX-License-Identifier: EUPL-1.2
"""What is done to the database and to the gateways, while the clients go on. Each
returns what the table says of it; the town is whole again afterwards."""

import signal
import threading
import time

import city
import journal
import network
import patroni

CUT_OFF_S = 6.0  # longer than a gateway serves without its log
REVOKED_S = 5.0  # invariant 4
ACKNOWLEDGED = 3  # by each sender, before one goes on


class Fault:
    """A fail-over: `strike` takes the leader away, `mend` brings it back."""

    def __init__(self, name, strike, mend):
        self.name, self.strike, self.mend = name, strike, mend

    def __call__(self, town):
        leader = town.cluster.await_whole()
        began = time.monotonic()
        self.strike(town, leader)
        patroni.await_("another leader", lambda: town.cluster.leader(but=leader))
        promoted = time.monotonic()
        town.await_acknowledged(ACKNOWLEDGED)
        self.mend(town, leader)
        town.cluster.await_whole()
        return {"promoted_s": promoted - began, "silence_s": town.silence_s(began)}


def pause(town, leader):
    leader.signal_patroni(signal.SIGSTOP)
    leader.signal_postgres(signal.SIGSTOP)


def go_on(town, leader):
    leader.signal_postgres(signal.SIGCONT)
    leader.signal_patroni(signal.SIGCONT)


def cut_off(town, leader):
    """With a gateway, which serves on as long as it may."""
    leader.machine.move(network.APART)
    town.first.machine.move(network.APART)


def join(town, leader):
    leader.machine.move(network.TOGETHER)
    town.first.machine.move(network.TOGETHER)


FAULTS = [
    Fault("leader killed", lambda town, leader: leader.kill(),
          lambda town, leader: leader.start_patroni()),
    Fault("Patroni paused, its primary serves on",
          lambda town, leader: leader.signal_patroni(signal.SIGSTOP), go_on),
    Fault("Patroni and PostgreSQL paused", pause, go_on),
    Fault("leader cut off, with a gateway", cut_off, join),
    Fault("switched over by hand", lambda town, leader: town.cluster.switch_over(leader),
          lambda town, leader: None),
]


# --- Named cases ----------------------------------------------------------------


class Poller(threading.Thread):
    """Calls one gateway without a pause; remembers when it was served last."""

    def __init__(self, profile, address):
        super().__init__(daemon=True)
        self.gateway = journal.gateway(profile, address)
        self.began = self.ended = self.served = 0
        self._ended = threading.Event()

    def run(self):
        while not self._ended.is_set():
            began = time.monotonic()
            try:
                self.gateway.due("2025")
                self.began, self.ended = began, time.monotonic()
                self.served += 1
            except journal.samlad.CallError:
                time.sleep(0.05)

    def stop(self):
        self._ended.set()
        self.join(timeout=30)
        self.gateway.close()


def change(gateway, verb):
    """The poller is revoked or reinstated; when that was asked for and acknowledged."""
    deadline = time.monotonic() + city.MORE_S
    while True:
        asked = time.monotonic()
        ran = gateway.as_("coordinator", "admin", "org", verb, city.POLLER, "--reason", "test",
                          "--yes")
        if ran.returncode == 0:
            return asked, time.monotonic()
        if time.monotonic() > deadline:
            raise AssertionError(f"{verb}: {ran.stdout}{ran.stderr}")


def revoke_at_the_new_primary(town):
    """Patroni of the primary is paused, another is promoted, an organisation is revoked there;
    one gateway reaches the old primary alone."""
    leader = town.cluster.await_whole()
    began = time.monotonic()
    blind, sees = town.gateways[0], town.gateways[2]
    others = [node.address for node in town.cluster.nodes if node is not leader]
    # Nothing but its confirmations shall tell the gateway that it is left behind.
    town.move_to(town.gateways[1:])
    for address in others:
        blind.machine.run("ip", "route", "add", "blackhole", address)
    poller = Poller(town.profile(city.POLLER), blind.address)
    poller.start()
    patroni.await_("the poller is served", lambda: poller.served > 10)
    leader.signal_patroni(signal.SIGSTOP)
    patroni.await_("another leader", lambda: town.cluster.leader(but=leader))
    promoted = time.monotonic()
    _, acknowledged = change(sees, "revoke")
    time.sleep(max(0.0, acknowledged + REVOKED_S + 3 - time.monotonic()))
    poller.stop()
    late = poller.began - acknowledged
    if late > REVOKED_S:
        raise AssertionError(f"a call was served {late:.1f} s after the revocation")
    for address in others:
        blind.machine.run("ip", "route", "del", "blackhole", address)
    go_on(town, leader)
    town.cluster.await_whole()
    change(sees, "reinstate")
    town.move_to(town.gateways)
    return {"promoted_s": promoted - began, "silence_s": town.silence_s(began),
            "remark": f"served last {late:+.1f} s after it"}


def cancel_a_wait(town):
    """Two gateways are left with a primary that nobody follows; the waits for its standby are
    cancelled, what was not replicated is asked for at both, and the primary is killed."""
    leader = town.cluster.await_whole()
    began = time.monotonic()
    leader.signal_patroni(signal.SIGSTOP)
    apart = [leader.machine, *(gateway.machine for gateway in town.gateways[:2])]
    for machine in apart:
        machine.move(network.APART)
    standby = next(node for node in town.cluster.nodes if node is not leader)

    def cancelled():
        leader.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                   "WHERE wait_event = 'SyncRep'")
        sizes = [node.sql("SELECT size FROM samlad.head").stdout.strip()
                 for node in (leader, standby)]
        return sizes[0] != sizes[1]

    patroni.await_("an entry that was not replicated", cancelled)
    for _ in range(20):
        cancelled()
        time.sleep(0.05)
    leader.kill()
    patroni.await_("another leader", lambda: town.cluster.leader(but=leader))
    promoted = time.monotonic()
    for machine in apart:
        machine.move(network.TOGETHER)
    leader.start_patroni()
    town.await_acknowledged(ACKNOWLEDGED)
    town.cluster.await_whole()
    return {"promoted_s": promoted - began, "silence_s": town.silence_s(began)}


# --- Gateways ---------------------------------------------------------------------


def kill(gateway):
    gateway.kill()
    gateway.start()


def stop(gateway):
    code = gateway.stop()
    told = gateway.log.read_text()[-2000:]
    # It may give up waiting after 15 s; the table says so.
    if code not in (0, 1) or (code == 1 and "could not stop in time" not in told):
        raise AssertionError(told)
    gateway.start()
    return told[told.index("could not stop in time"):].strip() if code else ""


def halt(gateway):
    gateway.signal(signal.SIGSTOP)
    time.sleep(CUT_OFF_S)
    gateway.signal(signal.SIGCONT)


def lose_database(gateway):
    gateway.machine.move(network.APART)
    time.sleep(CUT_OFF_S)
    gateway.machine.move(network.TOGETHER)


def lose_clients(gateway):
    gateway.machine.move(network.APART, gateway.machine.networks[1])
    time.sleep(CUT_OFF_S / 2)
    gateway.machine.move(network.TOGETHER, gateway.machine.networks[1])


def disturb_gateways(town, generator, count):
    """One after the other, in an order that `generator` chooses."""
    began = time.monotonic()
    done = []
    while len(done) < count:
        todo = [kill, stop, halt, lose_database, lose_clients]
        generator.shuffle(todo)
        for what in todo[:count - len(done)]:
            said = what(generator.choice(town.gateways))
            done.append(what.__name__ + (f": {said}" if said else ""))
            if town.wrong():
                raise AssertionError("\n".join(town.wrong()))
    town.await_acknowledged(ACKNOWLEDGED)
    return {"silence_s": town.silence_s(began), "remark": ", ".join(done)}


# --- SERIALIZABLE --------------------------------------------------------------------

# Raises 40001 at each kind of statement that a gateway makes, and, deferred, at COMMIT. The
# sequence counts them, because it is not rolled back.
CONFLICTS = """
CREATE SEQUENCE public.conflicts;
CREATE FUNCTION public.conflict() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF random() < 0.03 THEN
    PERFORM nextval('public.conflicts');
    RAISE EXCEPTION 'injected' USING ERRCODE = '40001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER conflict BEFORE UPDATE ON samlad.head FOR EACH ROW
  EXECUTE FUNCTION public.conflict();
CREATE TRIGGER conflict BEFORE INSERT ON samlad.entry FOR EACH ROW
  EXECUTE FUNCTION public.conflict();
CREATE TRIGGER conflict BEFORE INSERT OR UPDATE ON samlad.gateway FOR EACH ROW
  EXECUTE FUNCTION public.conflict();
CREATE CONSTRAINT TRIGGER conflict_at_commit AFTER INSERT ON samlad.batch
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.conflict();
CREATE CONSTRAINT TRIGGER conflict_at_commit AFTER UPDATE ON samlad.gateway
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.conflict();
ALTER ROLE gateways SET default_transaction_isolation = 'serializable';
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'gateways';
"""


def serialize(town):
    town.cluster.await_whole().expect(CONFLICTS)


def injected(town):
    """Conflicts so far; how many transactions are serializable shows that they are."""
    leader = town.cluster.await_whole()
    return int(leader.expect("SELECT CASE WHEN is_called THEN last_value ELSE 0 END "
                             "FROM public.conflicts"))
