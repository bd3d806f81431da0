import { beforeEach, describe, expect, it } from 'vitest';
import { chatKey } from '../../../src/core/chat.ts';
import { dayMs } from '../../../src/core/time.ts';
import type { Store } from '../../../src/store/store.ts';
import { untilTold } from './outbox.ts';
import { lan, minh, morning, says } from './steps.ts';

const entry = (sequence: number, at = morning) => ({ sequence, outgoing: says(`dòng ${sequence}`), at });

/** The lines a web chat reads again after a lost connection. */
export function webLogContract(open: () => Store): void {
  describe('web log', () => {
    let store: Store;
    beforeEach(() => {
      store = open();
    });

    it('gives the lines after the last one seen, oldest first', async () => {
      for (const sequence of [3, 8, 11]) await store.appendLog(lan, entry(sequence));
      expect(await store.readLog(lan, 0)).toEqual([entry(3), entry(8), entry(11)]);
      expect(await store.readLog(lan, 3)).toEqual([entry(8), entry(11)]);
      expect(await store.readLog(lan, 11)).toEqual([]);
      expect(await store.readLog(minh, 0)).toEqual([]);
    });

    it('a line sent twice stands once, as it was first', async () => {
      await store.appendLog(lan, entry(3));
      await store.appendLog(lan, { ...entry(3), outgoing: says('khác') });
      expect(await store.readLog(lan, 0)).toEqual([entry(3)]);
    });

    it('keeps the last hundred, also when an old line is sent again late', async () => {
      for (let sequence = 1; sequence <= 103; sequence += 1) await store.appendLog(lan, entry(sequence));
      await store.appendLog(lan, entry(2));
      const lines = await store.readLog(lan, 0);
      expect(lines).toHaveLength(100);
      expect(lines[0]?.sequence).toBe(4);
    });

    it('drops lines of last month', async () => {
      await store.appendLog(lan, entry(1));
      await store.appendLog(lan, entry(2, morning + 31 * dayMs));
      expect((await store.readLog(lan, 0)).map((line) => line.sequence)).toEqual([2]);
    });

    it('tells listeners whose log has a new line', async () => {
      const told: string[] = [];
      const first = new Promise<void>((resolve) => {
        store.onLog((chat) => {
          told.push(chat === undefined ? 'all' : chatKey(chat));
          resolve();
        });
      });
      let sequence = 0;
      await untilTold(first, () => {
        sequence += 1;
        return store.appendLog(lan, entry(sequence));
      });
      expect(told[0]).toBe(chatKey(lan));
    });
  });
}
