import type { Topic } from '../topics.ts';
import { certificatesVi } from './certificates.vi.ts';
import { inLifeVi } from './in-life.vi.ts';
import { practiseVi } from './practise.vi.ts';
import { scamWords } from './scam.vi.ts';
import { setsVi } from './sets.vi.ts';
import { tutorVi } from './tutor.vi.ts';

/**
 * Everything the bot itself says, in Vietnamese. `{ban}`, `{Ban}` and `{a}` are filled in by core/address.ts.
 * Rules for these texts: verb first, at most 22 tiếng a sentence, "ạ" at most once a message, no scolding.
 */
export const vi = {
  name: 'Bạn Học Số',
  trial: 'Bản dùng thử, chưa thuộc cơ quan nào.',
  runBy: (operator: string) => `Do ${operator} phụ trách.`,

  // Arrival
  greeting: (operator: string) =>
    `Đây là trợ lý tự động, dạy dùng điện thoại an toàn. ${operator} Trợ lý chỉ giữ tiến độ học để lần sau học tiếp. Gõ “xóa” là xóa hết.`,
  learnNow: 'Học ngay',
  strangeMessage: 'Có tin nhắn lạ',
  helpOthers: 'Tôi giúp người khác',

  // Form of address, the first practice tap
  askAddress: 'Bấm thử một nút: trợ lý nên gọi thế nào?',
  askAddressAgain: 'Trợ lý nên gọi thế nào cho phải?',
  otherAddresses: 'khác…',
  addressKept: 'Vâng, từ giờ trợ lý gọi là {ban}{a}. {Ban} vừa bấm nút đúng cách rồi.',
  addressChanged: 'Vâng, từ giờ trợ lý gọi là {ban}{a}.',

  // A lesson
  cardHeading: (title: string, card: number, cards: number) => `${title} (${card}/${cards})`,
  next: 'Tiếp',
  taskHeading: 'Làm thử ngay',
  taskDone: 'Đã làm',
  taskLater: 'Để sau',
  taskCannot: 'Chưa làm được',
  taskDoneReply: 'Tốt lắm{a}. Làm được trên máy mình mới là nhớ lâu.',
  taskLaterReply: 'Vâng, để sau cũng được{a}. Khi làm xong, {ban} bấm lại “Đã làm” ở trên.',
  taskCannotReply:
    'Không sao{a}. {Ban} nhờ con cháu hoặc tổ công nghệ số ở thôn ngồi cạnh, rồi tự tay bấm nhé.',
  taskChanged: 'Trợ lý ghi lại rồi{a}.',
  questionHeading: (question: number, questions: number) => `Câu ${question}/${questions}`,
  questionAgainHeading: 'Hỏi lại câu lúc nãy',
  rightAnswer: (option: string) => `Câu trả lời đúng: ${option}.`,
  nextQuestion: 'Câu tiếp',
  toResult: 'Xem kết quả',
  slip: 'Bấm nhầm',
  slipKept: 'Vâng, lần bấm vừa rồi không tính. Trợ lý sẽ hỏi lại câu này ở cuối bài.',
  finishedHeading: 'Xong bài rồi',
  finished: (outcome: string, right: number, asked: number) =>
    `{Ban} vừa học: ${outcome}.\nTrả lời đúng ${right}/${asked} câu.`,
  remember: (sentence: string) => `Nhớ một câu: ${sentence}`,
  encourage: 'Câu nào chưa đúng thì luyện lại một lượt là nhớ.',
  nextStep: 'Mời {ban} chọn việc tiếp theo.',
  nextLesson: (title: string) => `Bài tiếp: ${title}`,
  practiseAgain: 'Luyện lại bài này',
  allDone: '{Ban} đã học hết các bài đang có. Bài mới có thì trợ lý báo ở đây.',

  // Old and late taps
  alreadyAnswered: (stem: string, option: string) =>
    `Câu “${stem}” {ban} đã trả lời rồi{a}: “${option}”. Lần đầu mới tính.`,
  alreadyAnsweredLong: (stem: string) => `Câu “${stem}” {ban} đã trả lời ở lần học trước rồi{a}.`,
  questionGone: 'Câu ấy thuộc lần học trước, nay không chấm nữa.',
  practiseQuestion: 'Luyện lại?',
  passed: 'Phần ấy đã qua rồi{a}. Giờ đang ở đây:',
  slipTooLate: 'Câu sau đã mở nên lần bấm ấy vẫn tính. {Ban} cứ học tiếp, cuối bài luyện lại được.',
  unknownTap: 'Nút này đã cũ{a}. Giờ đang ở đây:',
  lateText: 'Tin này {ban} viết trước khi có câu hỏi mới, nên trợ lý không chấm. Câu đang hỏi là:',

  // Coming back
  welcomeBack: 'Chào {ban} quay lại.',
  recapCard: (title: string, card: number, cards: number) =>
    `Đang học bài “${title}”, phần ${card}/${cards}.`,
  recapTask: (title: string) => `Đang học bài “${title}”, phần làm thử.`,
  recapQuiz: (title: string) => `Đang học bài “${title}”, phần câu hỏi.`,
  recapFinished: (title: string) => `Lần trước đã xong bài “${title}”.`,
  lessonRetired: 'Bài đang học đã được thay bằng bài khác{a}. Mời {ban} chọn bài mới.',
  lessonEdited: 'Bài này vừa được sửa lại cho đúng hơn. Mời {ban} học tiếp từ đây.',

  // Menu
  menuHeading: 'Mời {ban} chọn',
  menu: 'Bấm một nút ở dưới, hoặc gõ chữ cũng được.',
  menuLearn: 'Học tiếp',
  menuStart: 'Bắt đầu học',
  menuLessons: 'Chọn bài',
  menuProgress: 'Tiến độ của tôi',
  menuSettings: 'Nhắc học',
  menuLanguage: 'Tiếng Việt / English',
  menuHelp: 'Giúp đỡ',
  menuData: 'Dữ liệu của tôi',
  backToMenu: 'Về danh mục',
  modulesHeading: 'Chọn phần muốn học',
  modules: 'Mỗi bài chừng 3 phút. Học bài nào trước cũng được.',
  lessonsText: 'Dấu ✓ là bài đã học xong.',
  progressHeading: 'Tiến độ của {ban}',
  progressNone: '{Ban} chưa học xong bài nào. Bài đầu chỉ chừng 3 phút thôi{a}.',
  progressCount: (done: number, all: number) => `Đã xong ${done}/${all} bài.`,
  progressLine: (title: string, right: number, asked: number) => `✓ ${title}: đúng ${right}/${asked}`,
  helpHeading: 'Cách dùng',
  help: (contact: string) =>
    `Bấm nút, hoặc gõ số thứ tự của câu trả lời.\nGõ “học tiếp” để học, “menu” để xem danh mục, “xóa” để xóa dữ liệu.\nGặp chuyện gấp thì gõ “bị lừa” hoặc gọi 113.${contact}`,
  helpContact: (contact: string) => `\nCần người giúp: ${contact}.`,
  languageHeading: 'Ngôn ngữ / Language',
  languageText: 'Chọn tiếng muốn học.',
  languageKept: 'Từ giờ trợ lý nói tiếng Việt.',

  // Reminders
  remindersHeading: 'Nhắc học',
  remindersAreOn: (when: string): string =>
    `Đang bật. Trợ lý nhắc ${when}, nhiều nhất ba tin một tuần, không nhắc ban đêm. {Ban} bận thì trợ lý nhắc thưa dần rồi thôi.`,
  reminderDays: {
    every: (from: string, to: string): string => `vào khoảng ${from} đến ${to}`,
    working: (from: string, to: string): string => `ngày làm việc, khoảng ${from} đến ${to}`,
    saturday: (from: string, to: string): string => `thứ Bảy, khoảng ${from} đến ${to}`,
  },
  reminderNo: 'Vâng{a}, để khi khác. Khi nào rảnh {ban} bấm “Học tiếp”.',
  remindersAreOff: 'Đang tắt. {Ban} muốn trợ lý nhắc khi bỏ dở bài không?',
  remindersOn: 'Bật nhắc',
  remindersOff: 'Tắt nhắc',
  remindersKeptOn: 'Đã bật nhắc. Lúc nào thôi thì gõ “dừng”.',
  remindersKeptOff: 'Đã tắt nhắc{a}.',
  remindersNeedAge: 'Trước khi nhắc, trợ lý hỏi {ban} một câu.',
  remindersNeedAdult: 'Người dưới 16 tuổi cần bố mẹ hoặc thầy cô đồng ý thì trợ lý mới nhắc.',
  reminder: (title: string) =>
    `{Ban} đang học dở bài “${title}”. Học thêm chừng 2 phút là xong. Không muốn nhận tin thì bấm “Tắt nhắc”.`,
  reminderNew: (title: string) =>
    `Hôm nay có bài “${title}”, chừng 3 phút. Không muốn nhận tin thì bấm “Tắt nhắc”.`,
  stoppedHeading: 'Đã dừng',
  unmute: 'Nhận tin trở lại',
  unmuted: 'Từ nay {ban} lại nhận được tin của cán bộ.',
  topicMuted: (topic: string) =>
    `Đã dừng tin về ${topic}. Muốn nhận lại thì nhắn “Dừng”, rồi bấm “Nhận tin trở lại”.`,
  peoplesCommittee: (place: string) => `UBND ${place}`,
  broadcastFrom: (sender: string) => `Từ: ${sender}`,
  broadcastStop: 'Bấm “Dừng loại tin này” nếu không muốn nhận.',
  broadcastCode: (code: string) => `Mã tin: ${code}. Gửi mã này cho trợ lý để hỏi tin có thật không.`,
  broadcastTry: 'Tin thử, chưa gửi cho bà con.',
  muteTopic: 'Dừng loại tin này',
  topicNames: {
    learning: 'việc học',
    scam: 'lừa đảo',
    services: 'dịch vụ công',
    events: 'ngày hội và lớp học',
    danger: 'việc khẩn cấp',
  } as Record<Topic, string>,
  stopped: 'Trợ lý sẽ không tự nhắn nữa. Tiến độ vẫn còn. Khi nào muốn học, {ban} bấm “Học tiếp”.',

  // Consent
  consentHeading: 'Xin {ban} đồng ý',
  consent: (operator: string) =>
    `Trợ lý muốn giữ tiến độ và kết quả học của {ban}, và gửi kết quả về ${operator} dưới mã số, không kèm tên. Không đồng ý thì sau một ngày trợ lý xóa hết.`,
  consentCentre: 'nơi tổng hợp',
  consentYes: 'Đồng ý',
  consentNo: 'Không',
  consentKept: 'Cảm ơn {ban}. Đổi ý lúc nào cũng được, trong mục “Dữ liệu của tôi”.',
  consentRefused: 'Vâng, trợ lý không gửi gì đi. {Ban} cứ học tiếp trong hôm nay.',
  consentWithdrawn: 'Đã rút lại. Từ giờ trợ lý không gửi gì nữa, và sau một ngày sẽ xóa hết.',

  // Who and where
  audienceHeading: 'Chọn bài cho hợp',
  audience: '{Ban} là ai? Trợ lý hỏi để chọn bài cho hợp.',
  audiences: {
    citizen: 'Người dân',
    worker: 'Lao động, buôn bán, hợp tác xã',
    official: 'Cán bộ, viên chức',
    student: 'Học sinh, sinh viên',
  },
  skip: 'Bỏ qua',
  skipped: 'Vâng, bỏ qua cũng được.',
  communeHeading: 'Xã, phường nào?',
  commune: 'Gõ tên xã hoặc phường, không dấu cũng được. Ví dụ: nga son.',
  communeNone: 'Trợ lý chưa tìm thấy tên ấy. {Ban} gõ lại tên xã hoặc phường mới, hoặc bấm “Bỏ qua”.',
  communeWhich: 'Có mấy nơi tên gần giống. {Ban} chọn nơi mình ở:',
  unitChoice: (fullName: string, formerly: string) => `${fullName} (${formerly} cũ)`,
  communeKept: (name: string) => `Đã ghi: ${name}.`,
  villageHeading: 'Thôn nào?',
  village: 'Gõ tên thôn, bản hoặc tổ dân phố. Không muốn thì bấm “Bỏ qua”.',
  villageKept: (name: string) => `Đã ghi: ${name}.`,
  joined: (name: string) => `Đã ghi nơi của {ban}: ${name}.`,
  under16Heading: 'Hỏi thêm một câu',
  under16: '{Ban} đã đủ 16 tuổi chưa?',
  under16No: 'Đủ 16 tuổi',
  under16Yes: 'Dưới 16 tuổi',
  guardianHeading: 'Nhờ người lớn đọc giúp',
  guardian: (operator: string) =>
    `Bố mẹ hoặc thầy cô đọc phần này. Trợ lý giữ tiến độ học của con và gửi kết quả về ${operator} dưới mã số, không tên, không ảnh. Người lớn và con cùng đồng ý thì bấm nút.`,
  guardianYes: 'Người lớn: đồng ý',
  guardianNo: 'Chưa có người lớn',
  guardianKept: 'Cảm ơn bố mẹ, thầy cô. Lúc nào đổi ý cũng rút lại được.',
  guardianRefused: 'Vâng. {Ban} cứ học trong hôm nay, trợ lý không gửi gì đi.',

  // The paper code
  paperCode:
    'Mã giấy của {ban}: {code}\nGhi ra giấy. Đổi máy hay mất máy, nhập mã này là học tiếp được. Đừng đưa mã cho người lạ.',

  // My data
  dataHeading: 'Dữ liệu trợ lý đang giữ',
  dataAddress: (address: string) => `Cách gọi: ${address}`,
  dataAudience: (audience: string) => `Nhóm: ${audience}`,
  dataPlace: (place: string) => `Nơi ở (tự khai): ${place}`,
  dataOrganisation: (name: string) => `Đơn vị (tự khai): ${name}`,
  dataEvents: (names: string) => `Sự kiện đã đến: ${names}`,
  dataProgress: (lessons: number) => `Bài đã xong: ${lessons}`,
  dataConsent: (isGiven: boolean): string =>
    isGiven ? 'Đồng ý gửi kết quả: có' : 'Đồng ý gửi kết quả: chưa',
  dataReminders: (isOn: boolean): string => (isOn ? 'Nhắc học: bật' : 'Nhắc học: tắt'),
  dataHour: (from: string): string => `Giờ hay học: khoảng ${from}`,
  dataTakeAlong: 'Tải dữ liệu của {ban}',
  dataFile:
    '{Ban} mở đường dẫn này trong 15 phút để tải tất cả những gì trợ lý đang giữ về {ban}:\n{data}\nĐừng gửi đường dẫn này cho ai.',
  dataNothingElse:
    'Trợ lý không giữ tên, số điện thoại, tin nhắn hay ảnh. Chỉ câu hỏi chưa có bài được ghi lại, không kèm ai hỏi.',
  withdrawConsent: 'Rút lại đồng ý',
  newCode: 'Lấy mã giấy mới',
  changeAddress: 'Đổi cách gọi',
  changeAudience: 'Đổi nhóm',
  changeCommune: 'Đổi xã, phường',
  forget: 'Xóa hết',
  forgetHeading: 'Xóa hết dữ liệu?',
  forgetAsk: 'Tiến độ và kết quả học sẽ mất, không lấy lại được. {Ban} có chắc không?',
  forgetYes: 'Xóa hết',
  keep: 'Giữ lại',
  forgotten: 'Trợ lý đã xóa hết. Khi nào muốn học lại, {ban} bấm nút dưới đây.',
  startAgain: 'Bắt đầu lại',

  // Helper
  helperHeading: 'Giúp người khác học',
  helper:
    'Ngồi cạnh và để người ấy tự bấm. Chỉ nhắc bằng lời, không cầm máy làm hộ. Bài học lúc có người giúp được ghi riêng, không tính là tự làm.',
  helperStart: 'Học cùng ngay',
  helperAlone: 'Tôi tự học',
  helperOff: 'Vâng, từ giờ kết quả tính là tự làm.',

  // A suspicious message
  suspiciousHeading: 'Nhận được tin nhắn lạ?',
  suspicious:
    'Dừng lại, chưa bấm gì vội.\n1. Không bấm link, không quét mã, không cài tệp lạ.\n2. Không đọc mã OTP (mã dùng một lần gửi về máy) cho ai.\n3. Gọi lại số đã lưu, hoặc hỏi công an xã.\nTin thúc giục, bắt giấu, đòi tiền thì phần lớn là lừa.\n\n{Ban} chuyển tiếp hoặc dán tin ấy vào đây, trợ lý xem giúp.',
  lostMoney: 'Tôi lỡ chuyển tiền rồi',
  learnToSee: 'Học cách nhận ra',

  isItOurs: 'Trợ lý xem giúp được{a}. {Ban} chuyển cả tin ấy vào đây, hoặc gõ mã sáu chữ đứng sau “Mã tin”.',

  // Anything else a person may send
  photo: 'Trợ lý chưa xem được ảnh. {Ban} gõ chữ hoặc bấm nút giúp trợ lý nhé.',
  voice: 'Trợ lý chưa nghe được tin thoại. {Ban} gõ chữ hoặc bấm nút giúp trợ lý nhé.',
  sticker: 'Cảm ơn {ban}. Mình học tiếp nhé.',
  otherMedia: 'Trợ lý không mở tệp. {Ban} gõ chữ hoặc bấm nút giúp trợ lý nhé.',
  withheld:
    'Ứng dụng không cho trợ lý đọc tin này. {Ban} dùng các nút bên dưới, học ở trang {web}, hoặc nhờ người thân bấm cùng.',
  privateNumber:
    'Đừng gửi số căn cước, số thẻ, mật khẩu hay mã OTP cho ai, kể cả trợ lý. Trợ lý không giữ tin vừa rồi.',
  notUnderstood: 'Trợ lý chưa hiểu ý {ban}. Mình đang ở đây:',
  notUnderstoodQuestion: 'Trợ lý chưa nhận ra câu trả lời. {Ban} bấm một nút, hoặc gõ số thứ tự.',
  thanks: 'Không có gì{a}. Mình học tiếp nhé.',
  unsureOnQuestion: 'Chưa biết cũng không sao{a}. {Ban} cứ chọn câu thấy hợp lý nhất.',
  hint: (hint: string) => `Gợi ý: ${hint}`,
  lostPhone:
    'Mất điện thoại thì làm ngay:\n1. Gọi nhà mạng khóa SIM.\n2. Gọi ngân hàng khóa tài khoản.\n3. Khóa VNeID ở vneid.gov.vn, hoặc báo công an xã.',

  // Urgent words: authored, no model, never graded
  urgentMoneyHeading: 'Làm ngay 5 việc này',
  urgentMoney:
    '1. Dừng chuyển tiền.\n2. Gọi ngân hàng, nhờ chặn ngay.\n3. Giữ tin nhắn, số tài khoản, biên lai.\n4. Báo công an xã, phường, hoặc gọi 113.\n5. Báo cho người thân.\nAi hứa lấy lại tiền mà thu phí trước cũng là lừa.',
  urgentThreatHeading: 'Đang bị dọa: giữ an toàn trước',
  urgentThreat:
    '1. Nguy hiểm ngay lúc này thì gọi 113.\n2. Cúp máy, đừng làm theo, đừng chuyển tiền.\n3. Giữ tin nhắn và số gọi đến.\n4. Đến công an xã, phường trình báo.\n5. Nói với người thân. {Ban} không có lỗi.',
  urgentSelfHarmHeading: '{Ban} không phải chịu một mình',
  urgentSelfHarm:
    '1. Gọi hoặc đến bên một người {ban} tin ngay bây giờ.\n2. Đang nguy hiểm thì gọi 113.\n3. Người dưới 18 tuổi gọi 111, miễn phí, cả ngày đêm.\n4. Tránh xa vật có thể gây đau.\n5. Đến trạm y tế gần nhất. Sẽ có người nghe {ban}.',
  urgentChildHeading: 'Bảo vệ trẻ ngay',
  urgentChild:
    '1. Đưa trẻ đến chỗ an toàn, có người lớn bên cạnh.\n2. Gọi 111, miễn phí, cả ngày đêm. Nguy hiểm ngay thì gọi 113.\n3. Không mắng trẻ.\n4. Giữ tin nhắn, hình ảnh làm bằng chứng, không gửi cho ai khác.\n5. Báo công an xã, phường.',
  resume: 'Học tiếp',

  // For officials
  staffRoles: {
    admin: 'người quản trị',
    official: 'cán bộ',
    analyst: 'người xem số liệu',
    author: 'người soạn bài',
    facilitator: 'người hướng dẫn',
  },
  consoleHeading: 'Trang quản lý',
  console:
    'Dành cho người phụ trách. Mỗi đường dẫn chỉ dùng được một lần. Đừng chuyển nó cho ai, kể cả đồng nghiệp.',
  consoleGet: 'Lấy đường dẫn',
  consoleLeave: 'Đăng xuất mọi nơi',
  consoleEntered:
    'Vừa có người vào trang quản lý bằng đường dẫn lấy ở đây. Nếu không phải {ban}, bấm “Đăng xuất mọi nơi” và báo người quản trị.',
  consoleLeft: 'Đã đăng xuất khỏi trang quản lý trên mọi máy.',
  consoleLink: (url: string, minutes: number) =>
    `Đường dẫn vào trang quản lý, dùng trong ${minutes} phút:\n${url}`,
  officeHeading: 'Tin gửi bà con',
  office: 'Dành cho cán bộ. Bấm các nút ở tin trên, hoặc mở lại danh sách.',
  officeAwaits: 'Trợ lý đang đợi {ban} gõ nội dung tin. Không gõ nữa thì bấm một nút dưới đây.',
  officeOpen: 'Danh sách tin',
  accessBound: (role: string, unit: string, maySend: boolean) =>
    `Xong rồi{a}. Từ giờ cuộc trò chuyện này là của ${role}, ${unit}. Khi cần vào trang quản lý, {ban} gõ /quanly.${maySend ? ' Muốn gửi tin cho bà con, gõ /thongbao.' : ''}`,
  accessRefused: {
    unknown: 'Đường dẫn mời này không đúng nên không có tác dụng. {Ban} xin người quản trị gửi lại giúp.',
    used: 'Đường dẫn mời này đã dùng rồi, nay không còn tác dụng. Nếu {ban} là người được mời, xin người quản trị một đường dẫn mới.',
    expired: 'Đường dẫn mời này đã quá hạn. {Ban} xin người quản trị một đường dẫn mới.',
    withdrawn: 'Đường dẫn mời này đã bị thu hồi, nay không còn tác dụng.',
    elsewhere: 'Đường dẫn này mở bằng trình duyệt, không mở trong cuộc trò chuyện.',
    chat_taken:
      'Cuộc trò chuyện này đang là của một người phụ trách khác. {Ban} mở đường dẫn bằng tài khoản của mình.',
    not_staff: 'Trang quản lý dành cho người được mời. {Ban} cứ học tiếp ở đây nhé.',
    too_often: '{Ban} vừa thử nhiều lần quá. Nghỉ 15 phút rồi thử lại.',
    away: 'Máy chủ đang bận, chưa mở được. Đợi ít phút rồi {ban} thử lại.',
  },
  ...tutorVi,
  ...setsVi,
  ...certificatesVi,
  ...inLifeVi,
  ...scamWords,
  ...practiseVi,
};

/** The catalogue every language fills. */
export type Words = typeof vi;
