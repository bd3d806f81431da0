// STUB
import { fold } from './fold.ts';
export type Intent = {
  kind:
    | 'start'
    | 'greeting'
    | 'learn'
    | 'menu'
    | 'progress'
    | 'help'
    | 'suspicious'
    | 'reminders'
    | 'data'
    | 'forget'
    | 'helper'
    | 'language'
    | 'lessons'
    | 'english'
    | 'vietnamese'
    | 'reminders_on'
    | 'reminders_off'
    | 'stop'
    | 'repeat'
    | 'restart_lesson'
    | 'change_address'
    | 'change_commune'
    | 'code'
    | 'thanks'
    | 'unsure'
    | 'yes'
    | 'no';
};
const t: Record<string, Intent['kind']> = {
  chao: 'greeting',
  tiep: 'learn',
  hoc: 'learn',
  menu: 'menu',
  tiendo: 'progress',
  giup: 'help',
  'du lieu cua toi': 'data',
  xoa: 'forget',
  'xoa du lieu cua toi': 'forget',
  english: 'english',
  'cam on': 'thanks',
  'khong biet': 'unsure',
  'doi xa': 'change_commune',
  start: 'start',
};
export function intentOf(text: string): Intent | undefined {
  const k = t[fold(text)];
  return k === undefined ? undefined : { kind: k };
}
