// SPDX-License-Identifier: EUPL-1.2
//
// How several gateways append to one PostgreSQL database, and what survives when
// the database fails over. README.md says what is modelled and what is left out.
// At each step stands the function of the program that it models.
//
// Options: LOSSES, CANCELS, CRASHES, PROMOTIONS, SENDS (how often each may happen),
// PERIODIC (heads are confirmed also without cause), REVOKE (with time and a
// revocation). Faults, each of which must be found: NO_FENCE, CONFIRM_BY_READ,
// NO_BARRIER, START_BY_READ, STALE_READS, NO_MIN_POSITION.

#ifndef LOSSES
#define LOSSES 0
#endif
#ifndef CANCELS
#define CANCELS 0
#endif
#ifndef CRASHES
#define CRASHES 0
#endif
#ifndef PROMOTIONS
#define PROMOTIONS 0
#endif
#ifndef SENDS
#define SENDS 2  // of the first command
#endif
#ifndef OTHERS
#define OTHERS 1  // of the second
#endif
#ifndef RESTARTS
#define RESTARTS 0
#endif

#define LONGEST 3  // positions; one more than there are keys shows a key twice
#define KEYS 2     // 1 and 2: of two clients; with REVOKE, 2 is the revocation
#define ATTEMPTS 2

// An entry is its key, the gateway that sealed it and for which command: each seals
// other bytes.
#define ENTRY(key, g) (4 * (key) + 2 * (g) + (sends[key] & 1))
#define KEY_OF(entry) ((entry) >> 2)

// --- The database -----------------------------------------------------------

typedef Node {
  byte entry[LONGEST];
  unsigned wal : 2;  // entries in its write-ahead log, which a standby copies
  unsigned seen : 2;     // of those, the ones that other sessions see
  unsigned fence : 4;    // of samlad.head
  unsigned timeline : 2;
  unsigned lock : 3;     // of the head's row: the slot that holds it, from 1
  bool up;
  bool primary;  // takes itself for one: also one that was cut off and replaced
};
Node node[2];
byte lead = 0;         // the newest primary
bool attached = true;  // the other is its synchronous standby
bool third = false;    // else a third is, which is never promoted

// A transaction of a gateway's writer. Each gateway has two slots, because one may
// still be under way at the server when its connection is given up.
#define FREE 0
#define SENT 1     // under way; the server may take it up at any time
#define WAITING 2  // committed here, waits for the standby
#define DONE 3     // confirmed
#define MOVED 4    // rolled back: size or fence is another
#define TAKEN 5    // rolled back: the key is taken
#define UNKNOWN 6  // a warning as it committed, or the connection is lost
typedef Slot {
  unsigned state : 3;
  bit at;          // the node
  bool replicated;  // the standby has it
  bool orphan;      // nobody listens any more
  bool raises;      // Writer::Learn; else an append
  unsigned position : 2;
  unsigned entry : 4;
  unsigned fence : 4;       // which it builds on
  bool found;       // Learn: the batch is there
  bool denied;      // of an orphan: the gateway has said that it was not written
};
Slot slot[4];

// The transaction of a gateway's confirmer: FREE, WAITING, DONE or UNKNOWN.
typedef Confirmation {
  unsigned state : 3;
  bit at;
  bool replicated;
};
Confirmation confirmation[2];

// --- The gateways -----------------------------------------------------------

typedef Gateway {
  byte entry[LONGEST];  // the facts: Sequencer::facts_
  unsigned size : 2;
  unsigned confirmed : 2;       // PostgresStore::confirmed_
  unsigned timeline : 2;        // the newest that was confirmed
  unsigned fence : 4;           // Writer::fence_
  bit current;         // which of the two slots
  unsigned asked : 2;           // the key of a command that waits; 0: none
  bool deciding;        // Sequencer::deciding_
  bool confirming;      // PostgresStore::confirmer_mutex_
  unsigned unknown : 4;         // Writer::unknown_: the entry, or 0
  unsigned unknown_at : 2;
  bool ready;           // the head was confirmed since the start
};
Gateway gateway[2];

// Left of what may happen.
byte losses = LOSSES, cancels = CANCELS, crashes = CRASHES, promotions = PROMOTIONS;
byte restarts = RESTARTS;
byte sends[KEYS + 1];

// --- What was promised ------------------------------------------------------

byte released[LONGEST];     // the entries that a note, receipt or view has named
byte receipt[KEYS + 1];     // of each key: the position, from 1
byte reader = 0;            // the newest head that a reader has seen

// Time, in steps: a head holds for HOLDS after the start of its confirmation.
#define HOLDS 1
#define OLD (HOLDS + 1)
byte age[2] = OLD;          // of the last confirmation, from its start
byte age_begun[2];          // of the one under way
byte revoked_for = 0;       // since the revocation was in force, from 1; 0: it is not

byte raised = 0;  // fences; none is raised twice, on whatever server

byte i;  // for loops within a d_step

inline CheckHeld(where) {
  assert(released[where] == 0 ||
         (node[lead].wal > where && node[lead].entry[where] == released[where]));
}

// A note that covers the entry at `where` may leave the gateway.
inline Release(where, what) {
  assert(released[where] == 0 || released[where] == what);
  released[where] = what;
  CheckHeld(where);
  assert(receipt[KEY_OF(what)] == 0 || receipt[KEY_OF(what)] == where + 1);
  receipt[KEY_OF(what)] = where + 1;
#ifdef REVOKE
  if
  :: KEY_OF(what) == 2 && revoked_for == 0 -> revoked_for = 1
  :: else
  fi;
#endif
}

// CallGuard::Decide: a gateway serves while its head holds, and refuses whom it
// knows to be revoked.
#define KNOWS_REVOCATION(g) \
  ((gateway[g].size > 0 && KEY_OF(gateway[g].entry[0]) == 2) || \
   (gateway[g].size > 1 && KEY_OF(gateway[g].entry[1]) == 2) || \
   (gateway[g].size > 2 && KEY_OF(gateway[g].entry[2]) == 2))
#define SERVES(g) (age[g] <= HOLDS)
#ifdef REVOKE
#define CHECK_REVOKED(g) \
  assert(!SERVES(g) || KNOWS_REVOCATION(g) || revoked_for == 0 || revoked_for - 1 <= HOLDS)
#else
#define CHECK_REVOKED(g) skip
#endif

// Link::Get: a server that takes writes, and is not known to have been replaced.
#ifdef STALE_READS
#define TAKES(n, g) (node[n].up && node[n].primary)
#else
#define TAKES(n, g) (node[n].up && node[n].primary && node[n].timeline >= gateway[g].timeline)
#endif

// --- Confirming the head ----------------------------------------------------

// Confirmer::Commit. `ok` false: cancelled, or the connection is gone.
inline Commit(g, n, ok) {
  d_step {
    confirmation[g].state = WAITING;
    confirmation[g].at = n;
    confirmation[g].replicated = false;
  }
  if
  :: d_step {
       confirmation[g].state == WAITING && confirmation[g].replicated ->
       confirmation[g].state = DONE;
       ok = true;
       if
       :: node[n].timeline > gateway[g].timeline -> gateway[g].timeline = node[n].timeline
       :: else
       fi
     }
  :: d_step { confirmation[g].state == UNKNOWN -> confirmation[g].state = FREE; ok = false }
  fi
}

// PostgresStore::ConfirmSize and Confirmer::ConfirmOnce: a commit, then the head on
// the same connection; a second commit if somebody else has moved the head. `z`: the
// size, or NO_SIZE.
#define NO_SIZE 255
inline ConfirmSize(g, n, ok, z, known) {
  atomic { !gateway[g].confirming -> gateway[g].confirming = true; z = NO_SIZE;
           known = gateway[g].confirmed }
  if
  :: TAKES(0, g) -> n = 0; ok = true
  :: TAKES(1, g) -> n = 1; ok = true
  :: !TAKES(0, g) && !TAKES(1, g) -> ok = false
  fi;
  if
  :: ok ->
#ifdef CONFIRM_BY_READ
     d_step { confirmation[g].state = DONE; confirmation[g].at = n };
#else
     Commit(g, n, ok);
#endif
     if
     :: d_step { ok && confirmation[g].state == DONE -> z = node[n].seen }
        // A head that is shorter than one before; after a start, it was read only.
        assert(z >= known || !gateway[g].ready);
#ifndef NO_BARRIER
        if
        :: z < known -> z = NO_SIZE
        :: z > known ->
           Commit(g, n, ok);
           if
           :: !ok -> z = NO_SIZE
           :: ok
           fi
        :: z == known
        fi;
#endif
     :: else -> z = NO_SIZE
     fi
  :: else
  fi;
  d_step {
    if
    :: z != NO_SIZE && z > gateway[g].confirmed -> gateway[g].confirmed = z
    :: else
    fi;
    confirmation[g].state = FREE;
    confirmation[g].replicated = false;
    confirmation[g].at = 0;
    known = 0;
    gateway[g].confirming = false
  }
}

// Sequencer::FoldForeign: reads the batches on a connection of its own (Scanner) and
// folds them. From then on they are in views, proofs, receipts and checkpoints.
inline FoldForeign(g, n, z, ok) {
  if
  :: gateway[g].size >= z -> ok = true
  :: gateway[g].size < z && TAKES(0, g) -> n = 0; ok = true
  :: gateway[g].size < z && TAKES(1, g) -> n = 1; ok = true
  :: gateway[g].size < z && !TAKES(0, g) && !TAKES(1, g) -> ok = false
  fi;
  d_step {
    if
    :: ok && gateway[g].size < z ->
       if
       :: TAKES(n, g) && node[n].seen >= z ->
          // FoldBatch: the note's root is of all that is before.
          i = 0;
          do
          :: i < gateway[g].size && ok ->
             ok = gateway[g].entry[i] == node[n].entry[i];
             assert(ok || !gateway[g].ready);
             i++
          :: else -> break
          od;
          i = gateway[g].size;
          do
          :: i < z && ok ->
             gateway[g].entry[i] = node[n].entry[i];
             if
             :: gateway[g].ready -> Release(i, gateway[g].entry[i])
             :: else
             fi;
             i++
          :: else -> break
          od;
          if
          :: ok -> gateway[g].size = z
          :: else
          fi
       :: else -> ok = false
       fi
    :: else
    fi;
    i = 0
  }
}

// --- The database's own doing -----------------------------------------------

// Everything that waits is in what the standby copies.
inline MarkReplicated() {
  i = 0;
  do
  :: i < 4 ->
     if
     :: slot[i].state == WAITING && slot[i].at == lead -> slot[i].replicated = true
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0;
  do
  :: i < 2 ->
     if
     :: confirmation[i].state == WAITING && confirmation[i].at == lead ->
        confirmation[i].replicated = true
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0
}

inline CopyLead(n) {
  i = 0;
  do
  :: i < LONGEST -> node[n].entry[i] = node[lead].entry[i]; i++
  :: else -> break
  od;
  i = 0;
  node[n].wal = node[lead].wal;
  node[n].fence = node[lead].fence
}

inline ForgetSlot(s) {
  slot[s].state = FREE;
  slot[s].at = 0;
  slot[s].replicated = false;
  slot[s].orphan = false;
  slot[s].raises = false;
  slot[s].position = 0;
  slot[s].entry = 0;
  slot[s].fence = 0;
  slot[s].found = false;
  slot[s].denied = false
}

// A server ends, or becomes a standby: its sessions are gone.
inline CutSessions(n) {
  i = 0;
  do
  :: i < 4 ->
     if
     :: (slot[i].state == SENT || slot[i].state == WAITING) && slot[i].at == n ->
        if
        :: slot[i].orphan -> ForgetSlot(i)
        :: else -> slot[i].state = UNKNOWN
        fi
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0;
  do
  :: i < 2 ->
     if
     :: (confirmation[i].state == WAITING || confirmation[i].state == DONE) &&
        confirmation[i].at == n -> confirmation[i].state = UNKNOWN
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0;
  node[n].lock = 0
}

#define AT (slot[s].at)
inline CheckContinues(s) {
  i = 0;
  do
  :: i < slot[s].position && AT == lead ->
     assert(gateway[s / 2].entry[i] == node[AT].entry[i]);
     i++
  :: else -> break
  od;
  i = 0
}

#define HAS_KEY(n, k) \
  ((node[n].seen > 0 && KEY_OF(node[n].entry[0]) == k) || \
   (node[n].seen > 1 && KEY_OF(node[n].entry[1]) == k) || \
   (node[n].seen > 2 && KEY_OF(node[n].entry[2]) == k))

// The server takes a transaction up: it locks the head's row, so that it waits for
// the one before; the UPDATE of the head (kStatements of writer.cc) compares size and
// fence; the index of keys is unique. Committed here, it waits for the standby.
inline Execute(s) {
  d_step {
    slot[s].state == SENT && node[AT].up && node[AT].primary && node[AT].lock == 0 ->
    if
    :: slot[s].raises ->
       slot[s].found = node[AT].seen > slot[s].position &&
                       node[AT].entry[slot[s].position] == slot[s].entry;
#ifdef COUNTED_FENCE
       node[AT].fence++;
#else
       raised++;
       node[AT].fence = raised;
#endif
       slot[s].fence = node[AT].fence;
       node[AT].lock = s + 1;
       slot[s].state = WAITING
    :: !slot[s].raises &&
       (node[AT].seen != slot[s].position || node[AT].fence != slot[s].fence) ->
       slot[s].state = MOVED
    :: !slot[s].raises && node[AT].seen == slot[s].position &&
       node[AT].fence == slot[s].fence ->
       if
       :: HAS_KEY(AT, KEY_OF(slot[s].entry)) -> slot[s].state = TAKEN
       :: else ->
          // What was said to be absent never comes, and a note names the log that it is in.
          assert(!slot[s].denied || AT != lead);
          CheckContinues(s);
          node[AT].entry[slot[s].position] = slot[s].entry;
          node[AT].wal = slot[s].position + 1;
          node[AT].lock = s + 1;
          slot[s].state = WAITING
       fi
    fi;
    if
    :: slot[s].orphan && slot[s].state != WAITING -> ForgetSlot(s)
    :: else
    fi
  }
}

// The wait for the standby ends, because it has it, or because it was cancelled, of
// which PostgreSQL warns (01000). Only now do others see it.
inline Finish(s, end) {
  node[AT].seen = node[AT].wal;
  node[AT].lock = 0;
#ifdef REVOKE
  if
  :: end == DONE && !slot[s].raises && KEY_OF(slot[s].entry) == 2 && revoked_for == 0 ->
     revoked_for = 1
  :: else
  fi;
#endif
  if
  :: slot[s].orphan -> ForgetSlot(s)
  :: else -> slot[s].state = end
  fi
}


inline ServeSlot(s) {
  if
  :: Execute(s)
  :: d_step { slot[s].state == WAITING && slot[s].replicated -> Finish(s, DONE) }
  :: d_step { slot[s].state == WAITING && cancels > 0 -> cancels--; Finish(s, UNKNOWN) }
  // The connection is lost; the server may know nothing of it.
  :: d_step {
       (slot[s].state == SENT || slot[s].state == WAITING) && !slot[s].orphan && losses > 0 &&
       slot[s ^ 1].state == FREE -> losses--; slot[s].orphan = true
     }
  :: d_step { slot[s].state == DONE && losses > 0 -> losses--; slot[s].state = UNKNOWN }
  fi
}

inline CancelConfirmation(g) {
  d_step {
    confirmation[g].state == WAITING && cancels > 0 ->
    cancels--;
    confirmation[g].state = UNKNOWN
  }
}

// The first command is of the first client, at the first gateway: all others are alike.
#ifdef REVOKE
#define MAY_ASK(k, g) true
#else
#define MAY_ASK(k, g) ((k == 1 && g == 0) || sends[1] < SENDS)
#endif
inline Ask(k, g) {
  d_step { sends[k] > 0 && MAY_ASK(k, g) && gateway[g].asked == 0 && gateway[g].ready ->
           sends[k]--; gateway[g].asked = k }
}

// CallGuard: a reader names the newest position that it has seen (min_position).
#ifdef NO_MIN_POSITION
#define SHOWS(g) gateway[g].ready
#else
#define SHOWS(g) (gateway[g].ready && gateway[g].size >= reader)
#endif
inline Show(g) {
  d_step { SHOWS(g) && gateway[g].size != reader ->
           assert(gateway[g].size > reader); reader = gateway[g].size }
}

// Everything that a gateway has folded may leave it from now on.
inline ReleaseAll(g) {
  i = 0;
  do
  :: i < gateway[g].size -> Release(i, gateway[g].entry[i]); i++
  :: else -> break
  od;
  i = 0
}

// A gateway that was killed while it did nothing is started again: Recover reads the
// whole log, wherever it can be read. Nothing is served before the first ConfirmHead.
inline Restart(g, n) {
  d_step {
    restarts > 0 && !gateway[g].deciding && !gateway[g].confirming && gateway[g].asked == 0 &&
      node[n].up && node[n].primary ->
    restarts--;
    i = 0;
    do
    :: i < LONGEST ->
       if
       :: i < node[n].seen -> gateway[g].entry[i] = node[n].entry[i]
       :: else -> gateway[g].entry[i] = 0
       fi;
       i++
    :: else -> break
    od;
    i = 0;
    gateway[g].size = node[n].seen;
    gateway[g].confirmed = node[n].seen;
    gateway[g].fence = node[n].fence;
    gateway[g].timeline = 0;
    gateway[g].unknown = 0;
    gateway[g].unknown_at = 0;
#ifdef START_BY_READ
    age[g] = 0;
    ReleaseAll(g);
    CHECK_REVOKED(g)
#else
    gateway[g].ready = false;
    age[g] = OLD
#endif
  }
}

inline Older(hand) {
  if
  :: hand < OLD -> hand++
  :: else
  fi
}

inline CheckAllHeld() {
  i = 0;
  do
  :: i < LONGEST -> CheckHeld(i); i++
  :: else -> break
  od;
  i = 0
}

proctype World() {
end:
  do
  :: ServeSlot(0)
  :: ServeSlot(1)
  :: ServeSlot(2)
  :: ServeSlot(3)
  :: CancelConfirmation(0)
  :: CancelConfirmation(1)

  // The standby copies the log of the primary, and says so.
  :: d_step { attached && node[lead].up -> CopyLead(1 - lead); MarkReplicated() }
  :: d_step { third && node[lead].up -> MarkReplicated() }

  // Patroni promotes the synchronous standby. The old primary serves on if it was only
  // cut off.
  :: d_step {
       attached && promotions > 0 ->
       promotions--;
       attached = false;
       lead = 1 - lead;
       node[lead].up = true;
       node[lead].primary = true;
       node[lead].seen = node[lead].wal;
       node[lead].timeline = node[1 - lead].timeline + 1;
       CheckAllHeld()
     }
  // The new primary gets another standby,
  :: d_step { !attached && !third && node[lead].timeline > 1 -> third = true }
  // or the old one comes back as the standby; what it had beyond the others is gone.
  :: d_step {
       !attached ->
       CutSessions(1 - lead);
       CopyLead(1 - lead);
       node[1 - lead].up = false;
       node[1 - lead].primary = false;
       node[1 - lead].seen = 0;
       node[1 - lead].timeline = node[lead].timeline;
       attached = true;
       third = false
     }
  :: d_step { node[lead].up && crashes > 0 -> crashes--; node[lead].up = false; CutSessions(lead) }
  // What was committed here is seen after the recovery.
  :: d_step { !node[lead].up -> node[lead].up = true; node[lead].seen = node[lead].wal }

  :: Ask(1, 0)
  :: Ask(1, 1)
  :: Ask(2, 0)
  :: Ask(2, 1)
#ifdef READER
  :: Show(0)
  :: Show(1)
#endif

#if RESTARTS
  :: Restart(0, 0)
  :: Restart(0, 1)
  :: Restart(1, 0)
  :: Restart(1, 1)
#endif

#ifdef REVOKE
  :: d_step {
       age[0] < OLD || age[1] < OLD || age_begun[0] < OLD || age_begun[1] < OLD ||
       (revoked_for > 0 && revoked_for - 1 < OLD) ->
       Older(age[0]);
       Older(age[1]);
       Older(age_begun[0]);
       Older(age_begun[1]);
       if
       :: revoked_for > 0 && revoked_for - 1 < OLD -> revoked_for++
       :: else
       fi;
       CHECK_REVOKED(0);
       CHECK_REVOKED(1)
     }
#endif
  od
}

// --- A gateway's own doing --------------------------------------------------

// Sends a transaction of the writer, and waits for what becomes of it.
inline Transact(g, s, n, is_learn, where, what) {
  d_step {
    s = 2 * g + gateway[g].current;
    assert(slot[s].state == FREE);
    slot[s].state = SENT;
    slot[s].at = n;
    slot[s].raises = is_learn;
    slot[s].position = where;
    slot[s].entry = what;
    slot[s].fence = gateway[g].fence
  };
  slot[s].state == DONE || slot[s].state == MOVED || slot[s].state == TAKEN ||
    slot[s].state == UNKNOWN || slot[s].orphan
}

// The gateway has heard the end of it: in `end`.
inline TakeEnd(g, s, end) {
  d_step {
    if
    :: slot[s].orphan -> end = UNKNOWN; gateway[g].current = 1 - gateway[g].current
    :: else -> end = slot[s].state; ForgetSlot(s)
    fi
  }
}

inline ChooseServer(g, n, ok) {
  if
  :: TAKES(0, g) -> n = 0; ok = true
  :: TAKES(1, g) -> n = 1; ok = true
  :: !TAKES(0, g) && !TAKES(1, g) -> ok = false
  fi
}

inline NoteTimeline(g, n) {
  if
  :: node[n].timeline > gateway[g].timeline -> gateway[g].timeline = node[n].timeline
  :: else
  fi
}

// What was under way is known to be absent.
inline Deny(g) {
  if
  :: slot[2 * g].orphan && !slot[2 * g].raises -> slot[2 * g].denied = true
  :: else
  fi;
  if
  :: slot[2 * g + 1].orphan && !slot[2 * g + 1].raises -> slot[2 * g + 1].denied = true
  :: else
  fi
}

// Writer::LearnUntil and Writer::Learn: raises the fence, which waits for who holds the
// row, and looks the batch up in the same transaction. `ok`: it is known now, and
// `found` whether it is there.
inline Learn(g, s, n, ok, found, end) {
  do
  :: ChooseServer(g, n, ok);
     if
     :: !ok -> break
     :: ok ->
#ifdef NO_FENCE
        d_step {
          found = node[n].seen > gateway[g].unknown_at &&
                  node[n].entry[gateway[g].unknown_at] == gateway[g].unknown;
          gateway[g].fence = node[n].fence;
          gateway[g].unknown = 0;
          gateway[g].unknown_at = 0;
          if
          :: !found -> Deny(g)
          :: else
          fi
        };
        break
#else
        Transact(g, s, n, true, gateway[g].unknown_at, gateway[g].unknown);
        d_step {
          if
          :: slot[s].state == DONE && !slot[s].orphan ->
             gateway[g].fence = slot[s].fence;
             found = slot[s].found;
             gateway[g].unknown = 0;
             gateway[g].unknown_at = 0;
             NoteTimeline(g, n);
             if
             :: !found -> Deny(g)
             :: else
             fi
          :: else
          fi
        };
        TakeEnd(g, s, end);
        if
        :: end == DONE -> break
        :: end != DONE              // again
        :: end != DONE -> ok = false; break  // not for longer than kPostgresUnknownMax
        fi
#endif
     fi
  od
}

// Sequencer::Publish.
inline Publish(g, what) {
  d_step {
    gateway[g].entry[gateway[g].size] = what;
    Release(gateway[g].size, what);
    gateway[g].size++;
    if
    :: gateway[g].confirmed < gateway[g].size -> gateway[g].confirmed = gateway[g].size
    :: else
    fi
  }
}

#define KNOWS(g, k) \
  ((gateway[g].size > 0 && KEY_OF(gateway[g].entry[0]) == k) || \
   (gateway[g].size > 1 && KEY_OF(gateway[g].entry[1]) == k) || \
   (gateway[g].size > 2 && KEY_OF(gateway[g].entry[2]) == k))

// Sequencer::Process: one command at a time.
proctype Sequencer(byte g) {
  byte key, sealed, left, s, n, z, known, ended;
  bool ok, found;
end:
  do
  :: atomic {  // but for where it waits
     gateway[g].asked != 0 && !gateway[g].deciding ->
     key = gateway[g].asked; gateway[g].deciding = true; left = ATTEMPTS;

decide:  // Sequencer::ProcessOnce; AnswerIfBound: what is folded is answered from
     if
     :: KNOWS(g, key) -> goto answered
     :: else
     fi;
     sealed = ENTRY(key, g);  // Sequencer::AddEntry, SignAndIssueReceipts
     // Writer::Write: Settle first.
     if
     :: gateway[g].unknown != 0 ->
        Learn(g, s, n, ok, found, ended);
        if
        :: !ok -> goto answered
        :: ok
        fi
     :: else
     fi;

attempt:  // Writer::Attempt
     if
     :: left == 0 -> goto answered
     :: left > 0 -> left--
     fi;
     ChooseServer(g, n, ok);
     if
     :: !ok -> goto answered
     :: ok
     fi;
     Transact(g, s, n, false, gateway[g].size, sealed);
     TakeEnd(g, s, ended);
     if
     :: ended == DONE -> NoteTimeline(g, n); Publish(g, sealed); goto answered
     :: ended == UNKNOWN ->  // Writer::JudgeUnknown
        d_step { gateway[g].unknown = sealed; gateway[g].unknown_at = gateway[g].size };
        Learn(g, s, n, ok, found, ended);
        if
        :: !ok -> goto answered
        :: ok && found -> Publish(g, sealed); goto answered
        :: ok && !found -> goto attempt
        fi
     :: ended == MOVED && TAKES(n, g) && node[n].seen == gateway[g].size ->
        gateway[g].fence = node[n].fence;  // Writer::JudgeRollback: only the fence
        goto attempt
     :: ended == MOVED && TAKES(n, g) && node[n].seen != gateway[g].size ->
        gateway[g].fence = node[n].fence
     :: ended == MOVED && !TAKES(n, g) -> goto answered
     :: ended == TAKEN
     fi;
     // Sequencer::CatchUp
     ConfirmSize(g, n, ok, z, known);
     if
     :: z == NO_SIZE -> goto answered
     :: z != NO_SIZE && z <= gateway[g].size -> goto answered
     :: z != NO_SIZE && z > gateway[g].size -> FoldForeign(g, n, z, ok)
     fi;
     if
     :: ok -> goto decide
     :: !ok
     fi;

answered:  // FinishBatch; without a receipt: UNAVAILABLE, and the client may ask anywhere
     skip;
     d_step { key = 0; sealed = 0; left = 0; s = 0; n = 0; z = 0; known = 0; ended = 0; ok = false; found = false;
              gateway[g].asked = 0; gateway[g].deciding = false }
     }
  od
}

// The newest entry, as the server has it.
#define SameLast(g, n) \
  (gateway[g].size == 0 || \
   gateway[g].entry[gateway[g].size - 1] == node[n].entry[gateway[g].size - 1])

#if defined(PERIODIC) || RESTARTS
#define CONFIRMERS
// LogReader::ConfirmHead, each second, and before anything is served.
#ifdef PERIODIC
#define MUST_CONFIRM(g) true
#else
#define MUST_CONFIRM(g) (!gateway[g].ready)
#endif
proctype Confirmer(byte g) {
  byte n, z, known;
  bool ok, found;
end:
  do
  :: atomic {
     MUST_CONFIRM(g) -> age_begun[g] = 0;
     ConfirmSize(g, n, ok, z, known);
     if
     :: z != NO_SIZE ->
        // Sequencer::Follow
        d_step { !gateway[g].deciding -> gateway[g].deciding = true };
        FoldForeign(g, n, z, ok);
        ChooseServer(g, n, found);
        d_step {
          gateway[g].deciding = false;
          ok = ok && found && node[n].seen >= gateway[g].size && SameLast(g, n);
          if
          :: ok ->
             age[g] = age_begun[g];
             CHECK_REVOKED(g);
             if
             :: !gateway[g].ready -> gateway[g].ready = true; ReleaseAll(g)
             :: else
             fi
          :: else
          fi
        }
     :: else
     fi;
     d_step { n = 0; z = 0; known = 0; ok = false; found = false; age_begun[g] = OLD }
     }
  od
}
#endif

init {
  atomic {
    node[0].up = true;
    node[0].primary = true;
    node[0].timeline = 1;
    node[1].timeline = 1;
    gateway[0].ready = true;
    gateway[1].ready = true;
    gateway[0].timeline = 1;
    gateway[1].timeline = 1;
    sends[1] = SENDS;
    sends[2] = OTHERS;
    run World();
    run Sequencer(0);
    run Sequencer(1);
#ifdef CONFIRMERS
    run Confirmer(0);
    run Confirmer(1);
#endif
  }
}
