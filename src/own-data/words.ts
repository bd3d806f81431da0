import type { Language } from '../core/course.ts';

/** The page from which people take what is kept of them. */
export const ownDataWords: Record<
  Language,
  { title: string; text: string; get: string; file: string; over: string; away: string }
> = {
  vi: {
    title: 'Dữ liệu của mình',
    text: 'Bấm nút để tải một tệp ghi tất cả những gì trợ lý đang giữ về cuộc trò chuyện này. Tệp để đọc bằng máy; người giúp có thể mở bằng trình soạn thảo chữ.',
    get: 'Tải về máy',
    file: 'ban-hoc-so-du-lieu.json',
    over: 'Đường dẫn này đã hết giờ. Vào lại cuộc trò chuyện, chọn “Dữ liệu của tôi”, rồi bấm tải lần nữa.',
    away: 'Lúc này chưa tải được. Ít phút nữa hãy thử lại.',
  },
  en: {
    title: 'My data',
    text: 'Press the button to get a file with all that the assistant keeps about this conversation. It is made for computers; a helper can open it with any text editor.',
    get: 'Download',
    file: 'ban-hoc-so-data.json',
    over: 'The time of this link is over. Go back to the conversation, choose “My data” and ask for it again.',
    away: 'It cannot be fetched just now. Try again in a few minutes.',
  },
};
