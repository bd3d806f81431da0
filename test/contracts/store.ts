import { afterEach, beforeEach, describe } from 'vitest';
import { broadcastContract } from './store/broadcasts.ts';
import { commitContract } from './store/commits.ts';
import { erasureContract } from './store/erasures.ts';
import { historyContract } from './store/histories.ts';
import { leaseContract } from './store/leases.ts';
import { outboxContract } from './store/outbox.ts';
import { paceContract } from './store/paces.ts';
import { redeliveryContract } from './store/redelivery.ts';
import type { OpenStore, StoreUnderTest } from './store/steps.ts';
import { tableContract } from './store/tables.ts';
import { timerContract } from './store/timers.ts';
import { webLogContract } from './store/web-logs.ts';

/** What every store promises. A new store is done when this is green for it. @param open gives an empty store */
export function storeContract(name: string, open: OpenStore): void {
  describe(`store contract: ${name}`, () => {
    historyContract(open);
    describe('one store', () => {
      let opened: StoreUnderTest;
      beforeEach(async () => {
        opened = await open();
      });
      afterEach(() => opened.stop());
      const current = () => opened;
      const store = () => opened.store;

      commitContract(store);
      redeliveryContract(store);
      outboxContract(store);
      leaseContract(current);
      paceContract(store);
      timerContract(store);
      tableContract(current);
      webLogContract(store);
      erasureContract(store);
      broadcastContract(current);
    });
  });
}
