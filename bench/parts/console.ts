import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readConfig } from '../../src/config.ts';
import { teachableCourse } from '../../src/course-at-start.ts';
import { fileCounters, nationCounters } from '../console/nation.ts';
import { cpuSeconds } from '../measure/process.ts';
import { middleAndTail, number } from '../measure/spread.ts';
import { table } from '../measure/table.ts';
import type { Part } from './part.ts';

const answers = 100_000_000;
const looksPerPage = 200;
const program = new URL('../../bin/banhoc.mjs', import.meta.url).pathname;

type Service = { process: ChildProcess; url: string; enter: string | undefined };

/** How long a page of the console takes, from the request to its last byte, beside counters of a nation. */
export const consolePages: Part = {
  name: 'console',
  title: `Pages of the console with ${answers.toLocaleString('en')} answers counted, ${looksPerPage} looks at each, 4 at once`,
  async run(_, { tell, print }) {
    const dir = mkdtempSync(join(tmpdir(), 'banhoc-bench-console-'));
    try {
      const first = await served(dir);
      await ended(first);
      const { course } = await teachableCourse(readConfig({ DATA_DIR: dir }));
      const counters = nationCounters(course(), answers);
      fileCounters(join(dir, 'banhoc.db'), counters);
      tell(`${counters.size.toLocaleString('en')} counters`);
      const service = await served(dir);
      try {
        const cookie = await entered(service, first.enter ?? service.enter);
        const pages = await pagesOf(service, cookie);
        const rows = [];
        for (const path of pages) {
          const startedAt = performance.now();
          const { status, bytes } = await look(service, path, cookie);
          const firstMs = performance.now() - startedAt;
          const times: number[] = [];
          const looks = Array.from({ length: looksPerPage / 4 });
          const cpuBefore = cpuSeconds(service.process.pid ?? 0);
          await Promise.all(
            Array.from({ length: 4 }, async () => {
              for (const _ of looks) {
                const from = performance.now();
                await look(service, path, cookie);
                times.push(performance.now() - from);
              }
            }),
          );
          const cpuMs = ((cpuSeconds(service.process.pid ?? 0) - cpuBefore) * 1_000) / looksPerPage;
          const { p50, p99 } = middleAndTail(times);
          tell(`${path}: p99 ${Math.round(p99)} ms`);
          rows.push({ path, status, bytes, firstMs, p50, p99, cpuMs });
        }
        print(
          table(
            ['page', 'status', 'kB', 'first, ms', 'p50, ms', 'p99, ms', 'CPU ms a look'],
            rows.map(({ path, status, bytes, firstMs, p50, p99, cpuMs }) => [
              path,
              `${status}`,
              number(bytes / 1_024),
              number(firstMs),
              number(p50),
              number(p99),
              number(cpuMs),
            ]),
          ),
        );
        return { counters: counters.size, rows };
      } finally {
        await ended(service);
      }
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

async function served(dir: string): Promise<Service> {
  const child = spawn(process.execPath, [program, 'start'], {
    env: { ...process.env, DATA_DIR: dir, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let url: string | undefined;
  let enter: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    url ??= /ready at (http:\S+?)\/ /.exec(line)?.[1];
    enter ??= /(http:\S+\/admin\/enter\/\S+)/.exec(line)?.[1];
    if (url !== undefined && (enter !== undefined || line.startsWith('console:'))) break;
  }
  if (url === undefined) throw new Error('the service did not start');
  return { process: child, url, enter };
}

const ended = ({ process: child }: Service): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

async function entered({ url }: Service, link: string | undefined): Promise<string> {
  const code = link?.split('/').at(-1) ?? '';
  const answer = await fetch(`${url}/admin/enter`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ code }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`the console let nobody in: ${answer.status}`);
  return cookie;
}

/** What the navigation offers, and one quiz and one question. */
async function pagesOf(service: Service, cookie: string): Promise<string[]> {
  const { text } = await look(service, '/admin', cookie);
  const nav = text.slice(text.indexOf('<nav'), text.indexOf('</nav>'));
  const offered = [...nav.matchAll(/href="(\/admin[^"]*)"/g)].map(([, href = '']) => href);
  return [
    ...offered,
    '/admin/questions/4.1',
    '/admin/questions/4.1?kind=later',
    '/admin/questions/4.1/4.1-a1',
    '/admin/questions?table=items&as=csv',
    '/admin/questions?table=quizzes&as=xlsx',
  ];
}

async function look(
  { url }: Service,
  path: string,
  cookie: string,
): Promise<{ status: number; bytes: number; text: string }> {
  const answer = await fetch(url + path, { headers: { cookie } });
  const body = await answer.arrayBuffer();
  return {
    status: answer.status,
    bytes: body.byteLength,
    text: path === '/admin' ? Buffer.from(body).toString() : '',
  };
}
