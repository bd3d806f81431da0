import { writeFileSync } from 'node:fs';
import { svgToPng } from '../../src/pages/svg-picture.ts';
import * as messages from './messages.ts';
import * as pages from './pages.ts';

/** Drawings by the name of their picture in the course's media folder. */
export const drawings: Readonly<Record<string, string>> = {
  'practise-second-lock.png': pages.secondLock,
  'practise-wifi.png': pages.wifiPage,
  'practise-control-screen.png': pages.controlScreen,
  'practise-store.png': pages.store,
  'practise-odd-update.png': messages.oddUpdate,
  'practise-sim-lock.png': messages.simLock,
  'practise-send-file.png': pages.sendFile,
  'practise-wrong-name.png': pages.wrongName,
  'practise-otp.png': messages.otp,
  'practise-screen-share.png': messages.screenShare,
  'practise-false-bank.png': pages.falseBank,
  'practise-fake-face.png': messages.fakeFace,
  'practise-deposit.png': messages.deposit,
  'practise-power-cut.png': messages.powerCut,
  'practise-contacts.png': pages.contacts,
  'practise-who-sees.png': pages.whoSees,
};

/** Pixels of the picture to one of the drawing's: sharp on a phone, light enough for slow networks. */
const scale = 1.5;

export const drawn = (svg: string): Buffer => svgToPng(svg, scale);

/** `node scripts/practise/render.ts` draws them anew after a change. */
if (import.meta.main) {
  const folder = new URL('../../lessons/media/', import.meta.url);
  for (const [name, svg] of Object.entries(drawings)) writeFileSync(new URL(name, folder), drawn(svg));
}
