import type { DeedKind } from '../access/deed.ts';
import type { Action } from '../access/may.ts';
import type { Language } from '../core/course.ts';
import type { LinkRefusal, StaffRole } from '../core/staff.ts';

/** What the console says around its boards. It addresses nobody, so it does without a form of address. */
export type ConsoleWords = {
  product: string;
  name: string;
  otherLanguage: { language: Language; label: string };
  skip: string;
  menu: string;
  nav: { home: string; people: string; events: string; audit: string };
  roles: Record<StaffRole, string>;
  /** What each role is for, beside the choice of one. */
  roleHints: Record<StaffRole, string>;
  rights: Record<Action, string>;
  signIn: { title: string; text: string; steps: string[]; chat: string; noRole: string };
  enter: { title: string; text: string; go: string };
  link: { title: string; refusals: Record<LinkRefusal, string>; home: string; how: string };
  home: {
    title: string;
    hello: (name: string) => string;
    place: (role: string, unit: string) => string;
    may: string;
    noPageYet: string;
    chatTitle: string;
    chat: (channel: string) => string;
    noChat: string;
    bindChat: string;
    otherChat: string;
    leaveTitle: string;
    signOut: string;
    signOutEverywhere: string;
    signOutHint: string;
  };
  ownName: { title: string; label: string; hint: string; keep: string };
  ownChat: { title: string; text: string };
  links: { web: string; telegram: string; telegramCode: string; copyHint: string };
  people: {
    title: string;
    invite: string;
    inTitle: (n: string) => string;
    outTitle: string;
    columns: { name: string; role: string; unit: string; chat: string; since: string };
    noName: string;
    noChat: string;
    revokedOn: (day: string) => string;
    waitingTitle: (n: string) => string;
    nobodyWaits: string;
    until: (time: string) => string;
    withdraw: string;
    withdrawOf: (name: string) => string;
  };
  inviteForm: {
    title: string;
    text: string;
    name: string;
    nameHint: string;
    role: string;
    unit: string;
    make: string;
  };
  invited: {
    title: string;
    text: (name: string, role: string, unit: string) => string;
    once: string;
    again: string;
  };
  person: {
    since: string;
    chat: string;
    unit: string;
    role: string;
    signOutTitle: string;
    signOut: string;
    signOutHint: string;
    revokeTitle: string;
    revoke: string;
    revokeHint: string;
    notYourself: string;
    isRevoked: (time: string) => string;
    back: string;
  };
  audit: {
    title: string;
    text: string;
    columns: { time: string; who: string; did: string; about: string; from: string };
    deeds: Record<DeedKind, string>;
    terminal: string;
    start: string;
    newer: string;
    older: string;
    empty: string;
  };
  events: { title: string; none: string };
  channels: Record<string, string>;
  refused: {
    https: { title: string; text: string };
    form: { title: string; text: string };
    right: { title: string; text: string };
    missing: { title: string; text: string };
    tooMany: { title: string; text: string };
    away: { title: string; text: string };
    wrong: { title: string; text: string };
  };
};

const vi: ConsoleWords = {
  product: 'Bạn Học Số',
  name: 'Trang quản lý',
  otherLanguage: { language: 'en', label: 'English' },
  skip: 'Tới nội dung',
  menu: 'Các trang',
  nav: { home: 'Trang đầu', people: 'Người phụ trách', events: 'Sự kiện', audit: 'Nhật ký' },
  roles: {
    admin: 'Quản trị',
    official: 'Cán bộ',
    analyst: 'Xem số liệu',
    author: 'Soạn bài',
    facilitator: 'Hướng dẫn',
  },
  roleHints: {
    admin: 'mời và thu hồi, xem nhật ký, và mọi việc khác',
    official: 'gửi và duyệt tin tới người dân, xem số liệu',
    analyst: 'chỉ xem số liệu',
    author: 'chỉ soạn bài học',
    facilitator: 'hướng dẫn ở điểm học, xem số liệu sự kiện',
  },
  rights: {
    manage_people: 'Mời và thu hồi người phụ trách',
    see_audit: 'Xem nhật ký',
    see_figures: 'Xem số liệu sự kiện',
    send_broadcast: 'Gửi tin tới người dân',
    approve_broadcast: 'Duyệt tin của người khác',
    see_broadcasts: 'Xem các tin đã gửi',
    write_lessons: 'Soạn bài học',
  },
  signIn: {
    title: 'Vào trang quản lý',
    text: 'Trang này không dùng mật khẩu. Đường dẫn vào được gửi trong cuộc trò chuyện với Bạn Học Số.',
    steps: [
      'Mở cuộc trò chuyện đã gắn khi nhận lời mời.',
      'Gõ /quanly rồi gửi.',
      'Bấm đường dẫn mà trợ lý gửi lại. Mỗi đường dẫn dùng một lần, trong 10 phút.',
    ],
    chat: 'Mở trang trò chuyện',
    noRole: 'Chưa được mời thì hỏi người quản trị của xã, phường hoặc tỉnh.',
  },
  enter: {
    title: 'Vào trang quản lý',
    text: 'Đường dẫn này chỉ dùng được một lần. Chỉ bấm khi chính mình vừa xin nó.',
    go: 'Vào trang quản lý',
  },
  link: {
    title: 'Đường dẫn này không dùng được',
    refusals: {
      unknown: 'Đường dẫn bị thiếu chữ hoặc không đúng, nên không có tác dụng.',
      used: 'Đường dẫn này đã dùng rồi, nay không còn tác dụng.',
      expired: 'Đường dẫn này đã quá hạn, nay không còn tác dụng.',
      withdrawn: 'Đường dẫn này đã bị thu hồi.',
      elsewhere: 'Đường dẫn này mở trong cuộc trò chuyện, không mở trong trình duyệt.',
      chat_taken: 'Cuộc trò chuyện này đang là của người khác.',
    },
    home: 'Về trang đầu',
    how: 'Cách lấy đường dẫn mới',
  },
  home: {
    title: 'Trang quản lý',
    hello: (name) => `Xin chào, ${name}`,
    place: (role, unit) => `${role}, ${unit}`,
    may: 'Việc làm được ở đây',
    noPageYet: 'chưa có trang này',
    chatTitle: 'Cuộc trò chuyện đã gắn',
    chat: (channel) => `${channel}. Lần sau, gõ /quanly ở đó để lấy đường dẫn vào trang này.`,
    noChat: 'Chưa gắn cuộc trò chuyện nào. Hết phiên này sẽ không có cách vào lại. Nên gắn ngay bây giờ.',
    bindChat: 'Gắn cuộc trò chuyện của tôi',
    otherChat: 'Đổi sang cuộc trò chuyện khác',
    leaveTitle: 'Đăng xuất',
    signOut: 'Đăng xuất',
    signOutEverywhere: 'Đăng xuất mọi nơi',
    signOutHint: 'Dùng máy chung thì đăng xuất khi xong việc.',
  },
  ownName: {
    title: 'Tên của tôi',
    label: 'Tên',
    hint: 'Để người khác nhận ra trong danh sách và nhật ký.',
    keep: 'Ghi tên',
  },
  ownChat: {
    title: 'Gắn cuộc trò chuyện của tôi',
    text: 'Mở đường dẫn dưới đây trên điện thoại của chính mình, trong 60 phút. Nó chỉ dùng được một lần.',
  },
  links: {
    web: 'Trên trang trò chuyện',
    telegram: 'Trên Telegram',
    telegramCode: 'Hoặc gửi dòng này cho bot trên Telegram',
    copyHint: 'Chạm và giữ để sao chép.',
  },
  people: {
    title: 'Người phụ trách',
    invite: 'Mời người mới',
    inTitle: (n) => `Đang có quyền (${n})`,
    outTitle: 'Đã thu hồi',
    columns: { name: 'Tên', role: 'Vai trò', unit: 'Nơi phụ trách', chat: 'Trò chuyện', since: 'Từ ngày' },
    noName: 'chưa ghi tên',
    noChat: 'chưa gắn',
    revokedOn: (day) => `thu hồi ngày ${day}`,
    waitingTitle: (n) => `Lời mời đang chờ (${n})`,
    nobodyWaits: 'Không có lời mời nào đang chờ.',
    until: (time) => `dùng được đến ${time}`,
    withdraw: 'Thu hồi',
    withdrawOf: (name) => `Thu hồi lời mời ${name}`,
  },
  inviteForm: {
    title: 'Mời người mới',
    text: 'Lời mời là một đường dẫn dùng một lần, trong 7 ngày. Ai mở trước trong cuộc trò chuyện của mình thì nhận vai trò này, nên chỉ gửi cho đúng người.',
    name: 'Tên người được mời',
    nameHint: 'Để nhận ra trong danh sách, ví dụ: Lan, văn phòng UBND.',
    role: 'Vai trò',
    unit: 'Nơi phụ trách',
    make: 'Tạo lời mời',
  },
  invited: {
    title: 'Lời mời đã tạo',
    text: (name, role, unit) => `Gửi đường dẫn dưới đây cho ${name} (${role}, ${unit}).`,
    once: 'Đường dẫn chỉ hiện lần này. Quên thì thu hồi rồi tạo lời mời khác.',
    again: 'Về danh sách',
  },
  person: {
    since: 'Từ ngày',
    chat: 'Trò chuyện',
    unit: 'Nơi phụ trách',
    role: 'Vai trò',
    signOutTitle: 'Đăng xuất mọi nơi',
    signOut: 'Đăng xuất người này',
    signOutHint: 'Mọi phiên đang mở của người này kết thúc ngay. Quyền vẫn còn.',
    revokeTitle: 'Thu hồi quyền',
    revoke: 'Thu hồi quyền',
    revokeHint: 'Người này mất quyền và mọi phiên đang mở ngay lập tức. Muốn cho vào lại thì mời lại.',
    notYourself: 'Không tự thu hồi quyền của mình được. Nhờ một người quản trị khác.',
    isRevoked: (time) => `Đã thu hồi quyền lúc ${time}.`,
    back: 'Danh sách người phụ trách',
  },
  audit: {
    title: 'Nhật ký',
    text: 'Ai đã làm gì và xem gì, mới nhất ở trên. Không ai sửa hay xóa được dòng nào.',
    columns: { time: 'Lúc', who: 'Ai', did: 'Đã làm', about: 'Với', from: 'Từ' },
    deeds: {
      joined: 'nhận lời mời',
      changed: 'đổi vai trò',
      bound: 'gắn cuộc trò chuyện',
      named: 'ghi tên',
      signed_in: 'đăng nhập',
      signed_out: 'đăng xuất',
      signed_out_everywhere: 'đăng xuất mọi nơi',
      invited: 'mời',
      withdrew_invitation: 'thu hồi lời mời',
      revoked: 'thu hồi quyền',
      looked: 'xem',
      broadcast: 'tin gửi dân',
    },
    terminal: 'dòng lệnh trên máy chủ',
    start: 'lúc khởi động',
    newer: 'Mới nhất',
    older: 'Cũ hơn',
    empty: 'Chưa có dòng nào.',
  },
  events: { title: 'Sự kiện', none: 'Chưa có sự kiện nào ở nơi phụ trách.' },
  channels: { telegram: 'Telegram', web: 'Trang trò chuyện' },
  refused: {
    https: {
      title: 'Trang này chỉ mở qua https',
      text: 'Ngoài máy chủ, trang quản lý chỉ mở qua https. Đặt PUBLIC_URL bắt đầu bằng https:// rồi mở lại.',
    },
    form: {
      title: 'Chưa nhận được việc này',
      text: 'Yêu cầu không đến từ trang này, hoặc trang đã mở quá lâu. Mở lại trang rồi làm lần nữa.',
    },
    right: {
      title: 'Không có quyền làm việc này',
      text: 'Vai trò hoặc nơi phụ trách không cho phép. Cần thêm quyền thì hỏi người quản trị.',
    },
    missing: { title: 'Không có trang này', text: 'Trang hoặc người cần tìm không có ở đây.' },
    tooMany: { title: 'Thử nhiều lần quá', text: 'Nghỉ 15 phút rồi thử lại.' },
    away: { title: 'Chưa mở được', text: 'Nơi lưu trữ đang không trả lời. Đợi ít phút rồi mở lại trang.' },
    wrong: { title: 'Có chỗ chưa đúng', text: 'Một ô chưa điền đúng. Quay lại, xem từng ô rồi gửi lần nữa.' },
  },
};

const en: ConsoleWords = {
  product: 'Bạn Học Số',
  name: 'Console',
  otherLanguage: { language: 'vi', label: 'Tiếng Việt' },
  skip: 'Skip to content',
  menu: 'Pages',
  nav: { home: 'Home', people: 'People', events: 'Events', audit: 'Audit log' },
  roles: {
    admin: 'Administrator',
    official: 'Official',
    analyst: 'Analyst',
    author: 'Author',
    facilitator: 'Facilitator',
  },
  roleHints: {
    admin: 'invites and revokes, sees the audit log, and all the rest',
    official: 'sends and approves messages to citizens, sees figures',
    analyst: 'sees figures only',
    author: 'writes lessons only',
    facilitator: 'helps at a learning point, sees event figures',
  },
  rights: {
    manage_people: 'Invite and revoke people',
    see_audit: 'See the audit log',
    see_figures: 'See the figures of events',
    send_broadcast: 'Send messages to citizens',
    approve_broadcast: 'Approve messages of others',
    see_broadcasts: 'See the messages sent',
    write_lessons: 'Write lessons',
  },
  signIn: {
    title: 'Sign in to the console',
    text: 'There are no passwords here. The link that lets you in comes by chat with Bạn Học Số.',
    steps: [
      'Open the chat in which the invitation was accepted.',
      'Send /quanly there.',
      'Open the link that comes back. Each works once, within 10 minutes.',
    ],
    chat: 'Open the web chat',
    noRole: 'Not invited yet? Ask the administrator of the commune, ward or province.',
  },
  enter: {
    title: 'Sign in to the console',
    text: 'This link works once. Go on only if you have just asked for it yourself.',
    go: 'Sign in',
  },
  link: {
    title: 'This link does nothing',
    refusals: {
      unknown: 'The link is cut or wrong, so it does nothing.',
      used: 'This link has been used and does nothing any more.',
      expired: 'This link is out of date and does nothing any more.',
      withdrawn: 'This link was withdrawn.',
      elsewhere: 'This link opens in a chat, not in a browser.',
      chat_taken: 'This chat belongs to somebody else.',
    },
    home: 'To the home page',
    how: 'How to get a new link',
  },
  home: {
    title: 'Console',
    hello: (name) => `Hello, ${name}`,
    place: (role, unit) => `${role}, ${unit}`,
    may: 'What can be done here',
    noPageYet: 'no page yet',
    chatTitle: 'The chat bound to this account',
    chat: (channel) => `${channel}. Next time, send /quanly there to get a link to this page.`,
    noChat: 'No chat is bound yet. When this session ends there is no way back in. Bind one now.',
    bindChat: 'Bind my chat',
    otherChat: 'Change to another chat',
    leaveTitle: 'Sign out',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    signOutHint: 'On a shared computer, sign out when done.',
  },
  ownName: {
    title: 'My name',
    label: 'Name',
    hint: 'So that others know who it is in the list and in the audit log.',
    keep: 'Keep the name',
  },
  ownChat: {
    title: 'Bind my chat',
    text: 'Open this link on your own phone within 60 minutes. It works once.',
  },
  links: {
    web: 'In the web chat',
    telegram: 'On Telegram',
    telegramCode: 'Or send this line to the bot on Telegram',
    copyHint: 'Touch and hold to copy.',
  },
  people: {
    title: 'People',
    invite: 'Invite somebody',
    inTitle: (n) => `With access (${n})`,
    outTitle: 'Revoked',
    columns: { name: 'Name', role: 'Role', unit: 'In charge of', chat: 'Chat', since: 'Since' },
    noName: 'no name given',
    noChat: 'none yet',
    revokedOn: (day) => `revoked on ${day}`,
    waitingTitle: (n) => `Invitations waiting (${n})`,
    nobodyWaits: 'No invitation is waiting.',
    until: (time) => `good until ${time}`,
    withdraw: 'Withdraw',
    withdrawOf: (name) => `Withdraw the invitation of ${name}`,
  },
  inviteForm: {
    title: 'Invite somebody',
    text: 'An invitation is a link that works once, within 7 days. Whoever opens it first in a chat of theirs gets this role, so send it to nobody else.',
    name: 'Name of the person',
    nameHint: 'To know them by in the list, for example: Lan, office of the commune.',
    role: 'Role',
    unit: 'In charge of',
    make: 'Make the invitation',
  },
  invited: {
    title: 'The invitation is made',
    text: (name, role, unit) => `Send this link to ${name} (${role}, ${unit}).`,
    once: 'The link is shown this once. If it is lost, withdraw the invitation and make another.',
    again: 'Back to the list',
  },
  person: {
    since: 'Since',
    chat: 'Chat',
    unit: 'In charge of',
    role: 'Role',
    signOutTitle: 'Sign out everywhere',
    signOut: 'Sign this person out',
    signOutHint: 'Every open session of this person ends at once. Their access stays.',
    revokeTitle: 'Revoke access',
    revoke: 'Revoke access',
    revokeHint:
      'This person loses access and every open session at once. To let them in again, invite them again.',
    notYourself: 'Nobody can revoke their own access. Ask another administrator.',
    isRevoked: (time) => `Access was revoked at ${time}.`,
    back: 'All people',
  },
  audit: {
    title: 'Audit log',
    text: 'Who did and looked at what, the newest first. No line can be changed or deleted.',
    columns: { time: 'At', who: 'Who', did: 'Did', about: 'About', from: 'From' },
    deeds: {
      joined: 'accepted an invitation',
      changed: 'changed role',
      bound: 'bound a chat',
      named: 'gave a name',
      signed_in: 'signed in',
      signed_out: 'signed out',
      signed_out_everywhere: 'signed out everywhere',
      invited: 'invited',
      withdrew_invitation: 'withdrew an invitation',
      revoked: 'revoked access',
      looked: 'looked at',
      broadcast: 'message to citizens',
    },
    terminal: 'the server’s terminal',
    start: 'the start of the service',
    newer: 'Newest',
    older: 'Older',
    empty: 'Nothing yet.',
  },
  events: { title: 'Events', none: 'There is no event in this unit yet.' },
  channels: { telegram: 'Telegram', web: 'Web chat' },
  refused: {
    https: {
      title: 'This page opens over https only',
      text: 'Beyond the server itself the console opens over https only. Set PUBLIC_URL to an https:// address and open it again.',
    },
    form: {
      title: 'That was not taken',
      text: 'The request did not come from this page, or the page was open for too long. Open it again and try once more.',
    },
    right: {
      title: 'That is not allowed',
      text: 'The role or the unit does not allow it. Ask the administrator for more rights.',
    },
    missing: { title: 'There is no such page', text: 'The page or the person looked for is not here.' },
    tooMany: { title: 'Too many tries', text: 'Wait 15 minutes and try again.' },
    away: {
      title: 'It cannot be opened just now',
      text: 'The archive does not answer. Wait a few minutes and open the page again.',
    },
    wrong: {
      title: 'Something is not right',
      text: 'A field is not filled in right. Go back, look at each and send it again.',
    },
  },
};

export const consoleWords: Record<Language, ConsoleWords> = { vi, en };
