import { OaRefusal } from './message-body.ts';

const hourMs = 3_600_000;

/** The account's tokens: a refresh token works once, and ends by that; an access token 25 hours. */
export class FakeGrants {
  readonly #app: { appId: string; appSecret: string; clock(): number };
  #count = 0;
  #refresh = 'refresh-0';
  /** Access token -> until when. */
  readonly #access = new Map<string, number>();
  /** Refresh tokens that were offered after their end. */
  readonly reused: string[] = [];

  constructor(app: { appId: string; appSecret: string; clock(): number }) {
    this.#app = app;
  }

  /** The one refresh token that works now. */
  get refresh(): string {
    return this.#refresh;
  }

  /** How often tokens were given. */
  get renewals(): number {
    return this.#count;
  }

  /** Every access token ends at once, as after a change of the app. */
  endAccess(): void {
    this.#access.clear();
  }

  check(token: string): void {
    const untilAt = this.#access.get(token);
    if (untilAt === undefined) throw new OaRefusal(-216, 'Access token is invalid');
    if (untilAt <= this.#app.clock()) throw new OaRefusal(-220, 'Access token has expired');
  }

  renew(secret: string, form: URLSearchParams): object {
    if (secret !== this.#app.appSecret || form.get('app_id') !== this.#app.appId)
      throw new OaRefusal(-14002, 'Invalid app');
    if (form.get('grant_type') !== 'refresh_token') throw new OaRefusal(-14001, 'Invalid grant type');
    const given = form.get('refresh_token') ?? '';
    if (given !== this.#refresh) {
      this.reused.push(given);
      throw new OaRefusal(-14014, 'Invalid refresh token');
    }
    this.#count++;
    this.#refresh = `refresh-${this.#count}`;
    const access = `access-${this.#count}`;
    this.#access.set(access, this.#app.clock() + 25 * hourMs);
    return { access_token: access, refresh_token: this.#refresh, expires_in: '90000' };
  }
}
