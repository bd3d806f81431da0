import type { Language } from '../core/course.ts';
import type { Asked } from './asking/asked.ts';
import type { Contact } from './contacts.ts';

type Told = { why: string; hint: string };

/** What the linter says to whoever writes a message. */
export type ProblemWords = {
  asked: Record<Asked, Told>;
  contact: Record<Contact['kind'], Told>;
  /** Put before `why` where a second person decides. */
  maybe: string;
  tooLong: (tieng: number, most: number) => Told;
  longSentence: (tieng: number, most: number) => Told;
  officialese: (instead: string) => Told;
  shouting: Told;
  empty: Told;
};

const vi: ProblemWords = {
  asked: {
    code: {
      why: 'Đoạn này xin mã dùng một lần (OTP). Tin thật không bao giờ xin mã, kể cả để làm giúp.',
      hint: 'Bỏ đoạn này. Muốn nhắc thì viết: “Không đọc mã OTP cho ai, kể cả cán bộ.”',
    },
    password: {
      why: 'Đoạn này xin mật khẩu hoặc mã PIN.',
      hint: 'Bỏ đoạn này. Cần đặt lại mật khẩu thì viết: “Mời bà con đến công an xã nhờ đặt lại.”',
    },
    papers: {
      why: 'Đoạn này xin ảnh hoặc số giấy tờ.',
      hint: 'Viết nơi làm tận mặt: “Bà con mang căn cước đến bộ phận một cửa của xã.” Không nhận giấy tờ qua tin nhắn.',
    },
    bank: {
      why: 'Đoạn này xin số thẻ hoặc tài khoản ngân hàng.',
      hint: 'Viết nơi làm tận mặt: “Bà con đăng ký nhận tiền tại bộ phận một cửa.”',
    },
    personal: {
      why: 'Đoạn này xin thông tin của người dân qua tin nhắn.',
      hint: 'Viết rõ thông tin gì, và mời làm tại quầy hoặc trên Cổng dịch vụ công.',
    },
    money: {
      why: 'Đoạn này bảo người đọc nộp hoặc chuyển tiền.',
      hint: 'Viết nơi nộp: “Lệ phí nộp tại quầy một cửa” hoặc “trên Cổng dịch vụ công”. Không thu tiền qua tin nhắn.',
    },
    install: {
      why: 'Đoạn này bảo cài ứng dụng hoặc tệp từ ngoài chợ ứng dụng.',
      hint: 'Viết: “Cài từ App Store hoặc CH Play”, và gọi đúng tên ứng dụng.',
    },
    remote: {
      why: 'Đoạn này bảo cho người khác xem hoặc điều khiển máy.',
      hint: 'Bỏ đoạn này. Cần giúp thì mời đến nhà văn hóa, tổ công nghệ số ngồi cạnh.',
    },
    link: {
      why: 'Đoạn này bảo bấm link, quét mã hoặc kết bạn riêng. Người dân được dạy là không làm vậy.',
      hint: 'Viết địa chỉ trang .gov.vn đầy đủ, hoặc bảo bấm nút dưới tin này.',
    },
  },
  contact: {
    link: {
      why: 'Địa chỉ này không thuộc danh sách trang chính thức.',
      hint: 'Chỉ dùng trang .gov.vn có trong danh sách, viết đủ tên; hoặc bỏ địa chỉ.',
    },
    phone: {
      why: 'Số điện thoại này không thuộc danh sách số chính thức.',
      hint: 'Viết: “gọi số công an xã mà bà con đã lưu”, hoặc dùng số có trong danh sách.',
    },
    account: {
      why: 'Dãy số này giống số tài khoản, số thẻ hoặc số giấy tờ.',
      hint: 'Bỏ dãy số. Tin thật không gửi số tài khoản.',
    },
    handle: {
      why: 'Đây là địa chỉ thư hoặc tên tài khoản riêng.',
      hint: 'Mời bà con trả lời ngay trong cuộc trò chuyện này, hoặc đến trụ sở.',
    },
  },
  maybe: 'Có thể hiểu nhầm, cần người thứ hai xem.',
  tooLong: (tieng, most) => ({
    why: `Tin dài ${tieng} tiếng, nhiều hơn ${most}. Người lớn tuổi khó đọc hết.`,
    hint: 'Chỉ giữ một việc cần làm và một câu nhớ.',
  }),
  longSentence: (tieng, most) => ({
    why: `Câu này dài ${tieng} tiếng, nhiều hơn ${most}.`,
    hint: 'Tách thành hai câu, mỗi câu một ý.',
  }),
  officialese: (instead) => ({ why: 'Từ này là lời công văn.', hint: `Viết: ${instead}.` }),
  shouting: {
    why: 'Chữ hoa hoặc nhiều dấu chấm than giống tin lừa đảo.',
    hint: 'Viết chữ thường, dùng dấu chấm.',
  },
  empty: { why: 'Tin chưa có chữ nào.', hint: 'Viết một việc người đọc làm được ngay.' },
};

const en: ProblemWords = {
  asked: {
    code: {
      why: 'This asks for a one-time code (OTP). A true message never does, not even to help.',
      hint: 'Take it out. To remind people, write: “Do not read an OTP to anyone, officials included.”',
    },
    password: {
      why: 'This asks for a password or PIN.',
      hint: 'Take it out. For a new password, write: “Come to the commune police to have it reset.”',
    },
    papers: {
      why: 'This asks for pictures or numbers of papers.',
      hint: 'Name the place where it is done face to face: “Bring your ID card to the one-stop counter.” No papers by message.',
    },
    bank: {
      why: 'This asks for a card or bank account number.',
      hint: 'Name the place: “Sign up for the payment at the one-stop counter.”',
    },
    personal: {
      why: 'This asks for people’s details by message.',
      hint: 'Say which, and invite people to the counter or to the public service portal.',
    },
    money: {
      why: 'This tells the reader to pay or transfer money.',
      hint: 'Name where: “Pay the fee at the one-stop counter” or “on the public service portal”. No money by message.',
    },
    install: {
      why: 'This tells people to install an app or file from outside the app stores.',
      hint: 'Write: “Install it from the App Store or CH Play”, and name the app.',
    },
    remote: {
      why: 'This tells people to let others see or steer their phone.',
      hint: 'Take it out. Invite people to the culture house, where the digital team sits beside them.',
    },
    link: {
      why: 'This tells people to tap a link, scan a code or add somebody. They are taught not to.',
      hint: 'Write a .gov.vn address in full, or point to the button under this message.',
    },
  },
  contact: {
    link: {
      why: 'This address is not on the list of official pages.',
      hint: 'Use a .gov.vn page from the list, in full; or leave the address out.',
    },
    phone: {
      why: 'This telephone number is not on the official list.',
      hint: 'Write: “call the commune police on the number you have saved”, or use a number from the list.',
    },
    account: {
      why: 'These figures look like an account, a card or a paper’s number.',
      hint: 'Take them out. A true message sends no account number.',
    },
    handle: {
      why: 'This is a mail address or somebody’s own account name.',
      hint: 'Invite people to answer in this very chat, or to come to the office.',
    },
  },
  maybe: 'It may be misread; a second person must look at it.',
  tooLong: (tieng, most) => ({
    why: `The message has ${tieng} words, more than ${most}. Older people will not read it to the end.`,
    hint: 'Keep one thing to do and one sentence to remember.',
  }),
  longSentence: (tieng, most) => ({
    why: `This sentence has ${tieng} words, more than ${most}.`,
    hint: 'Make two of it, one thought each.',
  }),
  officialese: (instead) => ({ why: 'This is the language of offices.', hint: `Say: ${instead}.` }),
  shouting: {
    why: 'Capitals and rows of exclamation marks look like a scam.',
    hint: 'Use small letters and full stops.',
  },
  empty: { why: 'There is no text yet.', hint: 'Write one thing that the reader can do at once.' },
};

export const problemWords = (language: Language): ProblemWords => (language === 'vi' ? vi : en);
