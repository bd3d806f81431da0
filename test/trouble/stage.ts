import { type Central, startCentral } from '../../src/central/central.ts';
import { type BotApi, startBotApi } from '../fakes/bot-api/bot-api.ts';
import { freePort, type RunningRedis, startRedis } from '../fixtures/redis-server.ts';
import { type Running, runService } from '../fixtures/running-service.ts';

/** The service on a real Redis that keeps what it takes, with Telegram and the centre beside it. */
export type Stage = {
  redis: RunningRedis;
  central: Central;
  api: BotApi;
  service: Running;
  stop(): Promise<void>;
};

export async function openStage(mode: 'webhook' | 'polling'): Promise<Stage> {
  const redis = await startRedis({ appendonly: true });
  const central = await startCentral({ host: '127.0.0.1', port: 0, print: () => {} });
  // A second of Telegram's lasts 50 ms here, so that its pauses do not make the tests slow.
  const api = await startBotApi({ secondMs: 50 });
  const port = await freePort();
  const service = await runService({
    REDIS_URL: redis.url,
    BANHOC_SECRET: 'a secret of at least thirty-two letters',
    CENTRAL_API_URL: central.url,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.url,
    TELEGRAM_MODE: mode,
  });
  return {
    redis,
    central,
    api,
    service,
    async stop() {
      await service.stop();
      service.remove();
      await central.stop();
      await api.stop();
      await redis.stop();
    },
  };
}
