/** What a message wants done, and with what: folded phrases, short forms written out. `^` opens a deed. */

/** To say or send something. */
export const tell = `doc|doc cho|doc giup|doc lai|cung cap|gui|gui lai|gui cho|nhan lai|nhan cho|nhan tin lai|cho em xin|cho xin|cho chau xin|cho em so|cho chau|xin|
  nhap|dien|khai|ke khai|chup|chup lai|bao|bao lai|dua|dua em|nop lai|xac nhan|soan|tra lai|tra loi|chia se|noi cho|gui anh|dang ky|cho so|noi cho em|noi em|gui em|gui e|gui ma|la bao nhieu|bao nhieu|
  send|send me|give|give me|tell me|read|read me|enter|provide|confirm|share|reply|verify|text me|type`;

/** A code sent to one's own telephone. */
export const code = `otp|ma otp|ma xac nhan|ma xac thuc|ma xac minh|ma kich hoat|ma bao mat|ma giao dich|ma vua gui|ma vua nhan|ma gui ve|ma # so|# so|sau so|sau chu so|day so|day ma|dong ma|ma so vua|
  ma em vua|ma tin nhan|tin nhan em vua|ma dang nhap|ma nhan hang|mot ma|cai ma|ma do|ma ve may|ma mua hang|ma so du thuong|ma vua nhan tin|verification code|# digit code|digit code|security code|one time code|the code|code you|pin code|ma qua tin|so vua nhan|so vua gui|tin nhan lai|ma tong dai`;

/** What opens an account. */
export const secret = `mat khau|ma pin|pin|cvv|cvc|so the|ma so the|so mat sau|# so mat sau|ngay het han|ngay phat hanh|hai mat the|mat truoc the|mat sau the|ten dang nhap|thong tin the|thong tin tai khoan|muoi sau so|
  ma the|anh the|the tin dung|tai khoan ngan hang cua|ma ngan hang|thong tin ngan hang|dang nhap ngan hang|id va mat khau|mat khau ngan hang|quet khuon mat|
  password|card number|card details|your card|bank details|login details|pin number|credentials`;

/** Papers, figures and the face that name a person. */
export const papers = `can cuoc|so can cuoc|anh can cuoc|hai mat can cuoc|so dinh danh|so tai khoan cua|so tai khoan ngan hang|ho chieu|giay to|ngay sinh|anh khuon mat|khuon mat|quay mat|quet mat|anh chan dung|so do|
  thong tin ca nhan|so so bao hiem|so bao hiem|dia chi nha|so so|nam sinh|ho khau|tai khoan nhan tien|id card|passport|your identity|your id|personal information`;

/** To let go of money. */
export const pay = `chuyen|chuyen khoan|chuyen tien|chuyen gap|chuyen ngay|chuyen truoc|chuyen luon|chuyen giup|chuyen gium|chuyen ho|chuyen vao|chuyen ve|chuyen toan bo|chuyen het|nop|nop truoc|nop phi|nop tien|nop phat|nop them|dong|dong phi|dong tien|dong truoc|
  dong them|dong bu|nap|nap tien|nap them|nap truoc|nap thu|gui tien|thanh toan|tra|tra phi|tra truoc|ung|ung truoc|ung giup|ung von|dat coc|coc|coc truoc|gop|gop von|gui thay|gui vao|gui truoc|ban vao|ban ho|ban cho|
  mua the|mua truoc|rut het|rut so|quyen gop|ung ho|cong duc|gui qua|dau tu|boi thuong|hoan tra|tra lai|mua ho|mua giup|mua gium|dat ho|dat mua|thanh toan ho|mua coc|le phi|dua tien|chuan bi|the chan|gui em|gui con|gui cho con|
  pay|transfer|send money|deposit|send the fee|wire|top up|pay a bill`;

/** Money, and where it goes. */
export const moneyThing = `#money|tien|phi|so tien|le phi|tien coc|thue|tien thue|bao lanh|tien the chan|so tai khoan|vao tai khoan|qua so nay|vao so nay|vao so|so tai khoan nay|vi usdt|vao vi|vien phi|tien mo|tien phat|toan bo|
  tai khoan ca nhan|gift card|bitcoin|btc|usdt|the cao|tien ship|phi ship|phi van chuyen|von|#|#percent|money|fee|fees|deposit|customs|cu`;

/** A fee that comes before what was promised. */
export const feeFirst = `phi van chuyen|phi ho so|phi kich hoat|phi bao hiem|bao hiem khoan vay|phi giai ngan|phi mo khoa|phi tham dinh|phi lap dat|phi giai toa|phi thong quan|phi hai quan|phi bao lanh|phi moi gioi|phi dat lich|phi bao mat|
  phi dang ky|phi mo ho so|phi luu kho|phi giao lai|phi tat toan|thue truoc|nop thue|dong thue|thue truoc ba|thue nhan hang|thue hai quan|tien ho so|tien dong phuc|giu cho|giu don|giu hang|giu suat|giu viec|giu phong|coc truoc|dat coc truoc|chuyen truoc|
  dong truoc|nop truoc|thanh toan truoc|tra truoc|thu phi truoc|phi truoc|ung von|ung truoc|ung tien truoc|de nhan thuong|de nhan giai|de nhan qua|de rut|moi rut|moi duoc rut|chung minh tai chinh|chung minh so du|chung minh kha nang|nap them|nap de|de mo khoa|de kich hoat|
  phi xac minh|tien dat coc|tien giu cho|tien the chan|tien cuoc|phi sua|phi sang ten|tien sang ten|processing fee|customs fee|deposit to|small deposit|fee first|phi visa|phi khoa|phi nhap hoc|phi ship|mo ho so|phi nhan|phi giai|phi chuyen|hoan lai sau|coc tien|phi hoan`;

/** To follow a link, by whatever name. */
export const click = `bam|bam vao|nhan vao|an vao|click|truy cap|vao link|vao trang|vao duong dan|vao duong link|dang nhap|dang nhap tai|xac minh tai|xac thuc tai|xem tai|tai link|mo link|theo link|link|duong dan|duong link|qua link|lien ket|
  vao web|tra cuu tai|thanh toan tai|dang ky tai|cap nhat tai|huy tai|huy dang ky|log|login|log in|visit|go to|tap|verify|here`;
export const linkWord =
  'link|duong dan|duong link|lien ket|trang web|trang nay|website|dinh kem|form|duoi day';

/** To put something on one's telephone. */
export const install = `cai|cai dat|cai app|cai ung dung|tai|tai ve|tai app|tai ung dung|tai ban|tai file|tai tep|tai phan mem|cai phan mem|cai file|cai tep|cap nhat app|cap nhat ung dung|download|install|mo file|bam cai dat|mo tep`;
export const programme = `app|ung dung|phan mem|file|tep|apk|ban moi|ban cap nhat|tien ich|ban vneid|tep cai|ung dung dich vu cong|the file|software|our app|#.apk|bo cai`;
/** To let somebody else hold the telephone from afar. */
export const remote = `tro nang|quyen tro nang|quyen truy cap|cap quyen|bat quyen|chia se man hinh|teamviewer|anydesk|ultraviewer|ultraview|tu xa|dieu khien tu xa|nguon khong xac dinh|bat het quyen|accessibility|screen share|share your screen|remote|bat camera|mo camera|quyen thiet bi|thao tac giup|cho phep truy cap|truy cap danh ba`;
export const pressKey = `bam phim|nhan phim|an phim|bam so|nhan so|press #|soan tin|soan theo|soan cu phap|soan ma|soan ds|chuyen huong cuoc goi`;
export const contact = `ket ban|ket ban zalo|ket ban lai|inbox|inbox ngay|them zalo|add zalo|zalo can bo|add telegram|vao nhom|nhom telegram|nhom zalo|nhom kin|lien he zalo|qua zalo|telegram|add em|add chi|tham gia nhom|nhan tin fanpage|de lai so|lien he telegram|vao group|ket ban telegram|join our|whatsapp|lien he ngay|them nhom|vao day`;
export const scan = `quet ma|quet qr|quet ma qr|ma qr|quet ma nay|scan`;
export const rentAccount = `thue tai khoan|ban tai khoan|mua tai khoan|cho thue tai khoan|ban lai tai khoan|muon tai khoan|muon can cuoc|tai khoan khong dung|quet mat # phut|cho muon tai khoan|tai khoan ngan hang gia|giu can cuoc|muon facebook|muon nick`;
export const borrow = `muon|vay|cho vay|cho muon|cho con|ung giup|ung ho|ban ho|chuyen ho|nap ho|mua ho|muon do|muon do em|gui con|bo ban|me ban|cho minh muon|cho em muon|cho chau muon|lend|need money|giup em|giup anh|giup chau|giup con|giup to|giup minh`;
