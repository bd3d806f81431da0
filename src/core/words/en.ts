import { certificatesEn } from './certificates.en.ts';
import { inLifeEn } from './in-life.en.ts';
import { practiseEn } from './practise.en.ts';
import { scamWords } from './scam.en.ts';
import { setsEn } from './sets.en.ts';
import { tutorEn } from './tutor.en.ts';
import type { Words } from './vi.ts';

/** Everything the bot itself says, in plain English. */
export const en: Words = {
  name: 'Bạn Học Số',
  trial: 'Trial version, not run by any agency.',
  runBy: (operator) => `Run by ${operator}.`,

  greeting: (operator) =>
    `This is an automatic assistant that teaches safe phone use. ${operator} It keeps only your learning progress, so you can continue later. Type “delete” to erase everything.`,
  learnNow: 'Learn now',
  strangeMessage: 'I got a strange message',
  helpOthers: 'I help someone else',

  askAddress: 'Tap a button to try it out:',
  askAddressAgain: 'How should the assistant address you?',
  otherAddresses: 'other…',
  addressKept: 'Noted. You tapped the button just right.',
  addressChanged: 'Noted.',

  cardHeading: (title, card, cards) => `${title} (${card}/${cards})`,
  next: 'Next',
  taskHeading: 'Try it now',
  taskDone: 'Done',
  taskLater: 'Later',
  taskCannot: 'I could not',
  taskDoneReply: 'Well done. What you do on your own phone, you remember.',
  taskLaterReply: 'Later is fine. When you have done it, tap “Done” above.',
  taskCannotReply: 'That is all right. Ask someone to sit with you, and tap with your own hand.',
  taskChanged: 'Noted.',
  questionHeading: (question, questions) => `Question ${question}/${questions}`,
  questionAgainHeading: 'The question from before, again',
  rightAnswer: (option) => `The right answer: ${option}.`,
  nextQuestion: 'Next question',
  toResult: 'See the result',
  slip: 'Wrong tap',
  slipKept: 'That tap does not count. The question comes again at the end.',
  finishedHeading: 'Lesson finished',
  finished: (outcome, right, asked) => `You learned: ${outcome}.\nRight answers: ${right} of ${asked}.`,
  remember: (sentence) => `Remember: ${sentence}`,
  encourage: 'Practise once more and the rest will stay with you.',
  nextStep: 'Choose what to do next.',
  nextLesson: (title) => `Next lesson: ${title}`,
  practiseAgain: 'Practise this lesson',
  allDone: 'You have finished every lesson there is. New ones will be announced here.',

  alreadyAnswered: (stem, option) => `You already answered “${stem}”: “${option}”. The first answer counts.`,
  alreadyAnsweredLong: (stem) => `You answered “${stem}” the last time you took this lesson.`,
  questionGone: 'That question belongs to an earlier round and is not marked any more.',
  practiseQuestion: 'Practise it?',
  passed: 'That part is behind you. You are here:',
  slipTooLate: 'The next question is open, so that tap counts. You can practise again at the end.',
  unknownTap: 'That button is old. You are here:',
  lateText: 'You wrote this before the new question came, so it is not marked. The open question is:',

  welcomeBack: 'Welcome back.',
  recapCard: (title, card, cards) => `You are in “${title}”, part ${card} of ${cards}.`,
  recapTask: (title) => `You are in “${title}”, the practical part.`,
  recapQuiz: (title) => `You are in “${title}”, the questions.`,
  recapFinished: (title) => `Last time you finished “${title}”.`,
  lessonRetired: 'The lesson you were in has been replaced. Please choose another.',
  lessonEdited: 'This lesson has just been corrected. Please go on from here.',

  menuHeading: 'Please choose',
  menu: 'Tap a button, or type.',
  menuLearn: 'Go on learning',
  menuStart: 'Start learning',
  menuLessons: 'Choose a lesson',
  menuProgress: 'My progress',
  menuSettings: 'Reminders',
  menuLanguage: 'Tiếng Việt / English',
  menuHelp: 'Help',
  menuData: 'My data',
  backToMenu: 'Menu',
  modulesHeading: 'Choose a part',
  modules: 'Each lesson takes about 3 minutes. Start anywhere.',
  lessonsText: 'A ✓ marks a finished lesson.',
  progressHeading: 'Your progress',
  progressNone: 'You have not finished a lesson yet. The first takes about 3 minutes.',
  progressCount: (done, all) => `${done} of ${all} lessons finished.`,
  progressLine: (title, right, asked) => `✓ ${title}: ${right} of ${asked} right`,
  helpHeading: 'How it works',
  help: (contact) =>
    `Tap a button, or type the number of your answer.\nType “learn” to go on, “menu” for the menu, “delete” to erase your data.\nIn an emergency type “scammed” or call 113.${contact}`,
  helpContact: (contact) => `\nTo reach a person: ${contact}.`,
  languageHeading: 'Ngôn ngữ / Language',
  languageText: 'Choose a language.',
  languageKept: 'From now on in English. Lessons without a translation stay Vietnamese.',

  remindersHeading: 'Reminders',
  remindersAreOn: (when) =>
    `They are on: ${when}, at most three a week, never at night. When you are busy they become fewer, and then stop.`,
  reminderDays: {
    every: (from, to) => `between ${from} and ${to}`,
    working: (from, to) => `on working days between ${from} and ${to}`,
    saturday: (from, to) => `on Saturdays between ${from} and ${to}`,
  },
  reminderNo: 'All right, another time. Tap “Go on learning” whenever it suits you.',
  remindersAreOff: 'They are off. Shall the assistant remind you of an unfinished lesson?',
  remindersOn: 'Turn on',
  remindersOff: 'Turn off',
  remindersKeptOn: 'Reminders are on. Type “stop” to end them.',
  remindersKeptOff: 'Reminders are off.',
  remindersNeedAge: 'One question before reminders begin.',
  remindersNeedAdult: 'Under 16, reminders need a parent’s or teacher’s yes first.',
  reminder: (title) =>
    `You are in the middle of “${title}”. Two more minutes and it is done. To stop these messages tap “Turn off”.`,
  reminderNew: (title) =>
    `Today’s lesson: “${title}”, about 3 minutes. To stop these messages tap “Turn off”.`,
  stoppedHeading: 'Stopped',
  unmute: 'Receive messages again',
  unmuted: 'From now on you receive messages from officials again.',
  topicMuted: (topic) =>
    `No more messages about ${topic}. To receive them again, write “Stop” and tap “Receive messages again”.`,
  peoplesCommittee: (place) => `UBND ${place}`,
  broadcastFrom: (sender) => `From: ${sender}`,
  broadcastStop: 'Tap “Stop such messages” if you do not want them.',
  broadcastCode: (code) =>
    `Message code: ${code}. Send this code to the assistant to ask whether it is real.`,
  broadcastTry: 'A test, not sent to citizens yet.',
  muteTopic: 'Stop such messages',
  topicNames: {
    learning: 'learning',
    scam: 'scams',
    services: 'public services',
    events: 'events and classes',
    danger: 'emergencies',
  },
  stopped:
    'The assistant will not write first any more. Your progress is kept. To learn, tap “Go on learning”.',

  consentHeading: 'Your consent, please',
  consent: (operator) =>
    `The assistant would like to keep your progress and results, and to send results to ${operator} under a number, without your name. Without a yes, everything is erased after one day.`,
  consentCentre: 'the programme’s centre',
  consentYes: 'I agree',
  consentNo: 'No',
  consentKept: 'Thank you. You can change your mind at any time under “My data”.',
  consentRefused: 'Nothing will be sent. You can go on learning today.',
  consentWithdrawn: 'Withdrawn. Nothing more will be sent, and after one day everything is erased.',

  audienceHeading: 'Lessons that fit you',
  audience: 'Who are you? The assistant asks so that it can choose lessons.',
  audiences: {
    citizen: 'Citizen',
    worker: 'Worker, trader, co-operative',
    official: 'Official',
    student: 'Pupil or student',
  },
  skip: 'Skip',
  skipped: 'Skipped.',
  communeHeading: 'Which commune or ward?',
  commune: 'Type its name, without marks if you like. For example: nga son.',
  communeNone: 'No such name was found. Type the new name of the commune or ward, or tap “Skip”.',
  communeWhich: 'Several places have a similar name. Choose yours:',
  unitChoice: (fullName, formerly) => `${fullName} (formerly ${formerly})`,
  communeKept: (name) => `Noted: ${name}.`,
  villageHeading: 'Which village?',
  village: 'Type the name of your village or street group, or tap “Skip”.',
  villageKept: (name) => `Noted: ${name}.`,
  joined: (name) => `Your place is noted: ${name}.`,
  under16Heading: 'One more question',
  under16: 'Are you 16 or older?',
  under16No: '16 or older',
  under16Yes: 'Under 16',
  guardianHeading: 'For a grown-up to read',
  guardian: (operator) =>
    `For a parent or teacher. The assistant keeps this child’s progress and sends results to ${operator} under a number: no name, no picture. If the grown-up and the child both agree, tap the button.`,
  guardianYes: 'Grown-up: I agree',
  guardianNo: 'No grown-up here',
  guardianKept: 'Thank you. This can be withdrawn at any time.',
  guardianRefused: 'All right. You can learn today, and nothing will be sent.',

  paperCode:
    'Your paper code: {code}\nWrite it down. With a new or lost phone, type it in and go on learning. Give it to no stranger.',

  dataHeading: 'What the assistant keeps',
  dataAddress: (address) => `Form of address: ${address}`,
  dataAudience: (audience) => `Group: ${audience}`,
  dataPlace: (place) => `Place (self-declared): ${place}`,
  dataOrganisation: (name) => `Organisation (self-declared): ${name}`,
  dataEvents: (names) => `Events joined: ${names}`,
  dataProgress: (lessons) => `Lessons finished: ${lessons}`,
  dataConsent: (isGiven) => (isGiven ? 'Agreed to send results: yes' : 'Agreed to send results: no'),
  dataReminders: (isOn) => (isOn ? 'Reminders: on' : 'Reminders: off'),
  dataHour: (from) => `Usual hour of learning: about ${from}`,
  dataTakeAlong: 'Get my data',
  dataFile:
    'Open this link within 15 minutes to get all that the assistant keeps about you:\n{data}\nGive this link to nobody.',
  dataNothingElse:
    'It keeps no name, phone number, message or picture. Only a question that no lesson answers is noted, without who asked.',
  withdrawConsent: 'Withdraw consent',
  newCode: 'New paper code',
  changeAddress: 'Change form of address',
  changeAudience: 'Change group',
  changeCommune: 'Change commune',
  forget: 'Erase everything',
  forgetHeading: 'Erase everything?',
  forgetAsk: 'Your progress and results will be gone for good. Are you sure?',
  forgetYes: 'Erase everything',
  keep: 'Keep it',
  forgotten: 'Everything is erased. To learn again, tap the button below.',
  startAgain: 'Start again',

  helperHeading: 'Helping someone learn',
  helper:
    'Sit beside them and let them tap. Help with words only, do not take the phone. Lessons done with help are recorded apart.',
  helperStart: 'Learn together now',
  helperAlone: 'I learn alone',
  helperOff: 'From now on results count as done alone.',

  suspiciousHeading: 'A strange message?',
  suspicious:
    'Stop. Do not tap anything yet.\n1. Open no link, scan no code, install no file.\n2. Tell nobody an OTP (the one-time code sent to your phone).\n3. Call back a number you had saved, or ask the commune police.\nA message that hurries you, asks for secrecy or for money is most likely a scam.\n\nForward or paste the message here and the assistant will look at it.',
  lostMoney: 'I already sent money',
  learnToSee: 'Learn to recognise it',

  isItOurs:
    'The assistant can look. Forward the whole message here, or type the six signs behind “Message code”.',
  photo: 'The assistant cannot see pictures yet. Please type, or tap a button.',
  voice: 'The assistant cannot hear voice messages yet. Please type, or tap a button.',
  sticker: 'Thank you. Let us go on.',
  otherMedia: 'The assistant opens no files. Please type, or tap a button.',
  withheld:
    'The app does not let the assistant read this message. Please use the buttons below, learn at {web}, or ask someone to tap with you.',
  privateNumber:
    'Never send an ID number, card number, password or OTP to anyone, not even to the assistant. That message was not kept.',
  notUnderstood: 'The assistant did not understand. You are here:',
  notUnderstoodQuestion: 'That is none of the answers. Tap a button, or type its number.',
  thanks: 'You are welcome. Let us go on.',
  unsureOnQuestion: 'Not knowing is fine. Choose what seems most sensible.',
  hint: (hint) => `Hint: ${hint}`,
  lostPhone:
    'If your phone is lost:\n1. Call the carrier to lock the SIM.\n2. Call your bank to lock the account.\n3. Lock VNeID at vneid.gov.vn, or tell the commune police.',

  urgentMoneyHeading: 'Do these five things now',
  urgentMoney:
    '1. Stop sending money.\n2. Call your bank and ask them to block it at once.\n3. Keep the messages, the account number, the receipt.\n4. Tell the commune police, or call 113.\n5. Tell your family.\nWhoever promises to get the money back for a fee is a scammer too.',
  urgentThreatHeading: 'Threatened: safety first',
  urgentThreat:
    '1. In danger right now: call 113.\n2. Hang up. Do not obey, do not pay.\n3. Keep the messages and the number.\n4. Go to the commune police.\n5. Tell your family. It is not your fault.',
  urgentSelfHarmHeading: 'You need not bear this alone',
  urgentSelfHarm:
    '1. Call or go to someone you trust, now.\n2. In danger: call 113.\n3. Under 18: call 111, free, day and night.\n4. Move away from anything that could hurt you.\n5. Go to the nearest clinic. Someone will listen.',
  urgentChildHeading: 'Protect the child now',
  urgentChild:
    '1. Bring the child to a safe place with a grown-up.\n2. Call 111, free, day and night. In immediate danger call 113.\n3. Do not scold the child.\n4. Keep messages and pictures as evidence; send them to nobody else.\n5. Tell the commune police.',
  resume: 'Go on learning',

  staffRoles: {
    admin: 'an administrator',
    official: 'an official',
    analyst: 'an analyst',
    author: 'an author',
    facilitator: 'a facilitator',
  },
  consoleHeading: 'Console',
  console:
    'For those in charge. Each link works once only. Do not pass it on to anyone, not even to a colleague.',
  consoleGet: 'Get a link',
  consoleLeave: 'Sign out everywhere',
  consoleEntered:
    'Somebody has just come into the console by a link from this chat. If it was not you, press “Sign out everywhere” and tell the administrator.',
  consoleLeft: 'Signed out of the console on every device.',
  consoleLink: (url, minutes) => `Your link to the console, good for ${minutes} minutes:\n${url}`,
  officeHeading: 'Messages to people',
  office: 'For officials. Use the buttons of the message above, or open the list again.',
  officeAwaits: 'The bot is waiting for the text of your message. To write none, press a button below.',
  officeOpen: 'List of messages',
  accessBound: (role, unit, maySend) =>
    `Done. From now on this chat belongs to ${role}, ${unit}. To get to the console, type /quanly.${maySend ? ' To send people a message, type /thongbao.' : ''}`,
  accessRefused: {
    unknown:
      'This invitation link is not right and does nothing. Please ask the administrator to send it again.',
    used: 'This invitation link has been used and does nothing any more. If you are the one invited, ask the administrator for a new one.',
    expired: 'This invitation link is out of date. Please ask the administrator for a new one.',
    withdrawn: 'This invitation link was withdrawn and does nothing any more.',
    elsewhere: 'This link opens in a browser, not in a chat.',
    chat_taken: 'This chat belongs to somebody else in charge. Open the link with your own account.',
    not_staff: 'The console is for those who were invited. You can go on learning here.',
    too_often: 'Too many tries. Please wait 15 minutes and try again.',
    away: 'The server is busy and could not open it. Please try again in a few minutes.',
  },
  ...tutorEn,
  ...setsEn,
  ...certificatesEn,
  ...inLifeEn,
  ...scamWords,
  ...practiseEn,
};
