// SPDX-License-Identifier: EUPL-1.2

// Group commit: what is added while `commit(items)` runs is committed together
// next. Each `add` resolves once its item is durable.
export class GroupCommit {
  #commit;
  #waiting = [];
  #running = false;

  constructor(commit) {
    this.#commit = commit;
  }

  add(item) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({item, resolve, reject});
      // After the I/O that is ready now, so that requests which came together
      // share one commit.
      if (!this.#running) {
        this.#running = true;
        setImmediate(() => this.#run());
      }
    });
  }

  async #run() {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(batch.map(({item}) => item));
        for (const {resolve} of batch) resolve();
      } catch (error) {
        for (const {reject} of batch) reject(error);
      }
      await new Promise(setImmediate);
    }
    this.#running = false;
  }
}
