import { askedItems } from '../../src/core/quiz.ts';
import { loadCourse } from '../../src/course/load.ts';

/** A message of the quiz, in no library's terms. */
export type Page = { text: string; buttons: { id: string; label: string }[] };

export type Quiz = {
  greeting: Page;
  /** The page that a button leads to. */
  page(button: string): Page | undefined;
  isRight(button: string): boolean;
};

/**
 * Our first lesson as the peers' quiz: the same texts, the same messages one by one (greeting, cards,
 * task, three questions with feedback, result, thanks) and the same number of buttons.
 */
export async function loadQuiz(lessonsDir: string): Promise<Quiz> {
  const { course } = await loadCourse(lessonsDir);
  const lesson = course.lessons.values().next().value?.vi;
  if (lesson === undefined) throw new Error(`no lesson in ${lessonsDir}`);
  const plain = (text: string): string =>
    text.replaceAll('{ban}', 'bác').replaceAll('{Ban}', 'Bác').replaceAll('{a}', ' ạ');
  const pages = new Map<string, Page>();
  const add = (id: string, text: string, buttons: [id: string, label: string][]): void => {
    pages.set(id, {
      text: plain(text),
      buttons: buttons.map(([to, label]) => ({ id: to, label: plain(label) })),
    });
  };
  const rightAnswers = new Set<string>();

  const greeting: Page = {
    text: 'Bạn Học Số\nĐây là trợ lý tự động, dạy dùng điện thoại an toàn. Bản dùng thử, chưa thuộc cơ quan nào. Trợ lý chỉ giữ tiến độ học để lần sau học tiếp. Gõ “xóa” là xóa hết.',
    buttons: [
      { id: 'card:0', label: 'Học ngay' },
      { id: 'strange', label: 'Có tin nhắn lạ' },
      { id: 'helper', label: 'Tôi giúp người khác' },
    ],
  };
  for (const [place, card] of lesson.cards.entries()) {
    const next = place + 1 < lesson.cards.length ? `card:${place + 1}` : 'task';
    const text = `${card.title} (${place + 1}/${lesson.cards.length})\n${card.text}`;
    if (place > 0) add(`card:${place}`, text, [[next, 'Tiếp']]);
    else {
      add('card:0', `${text}\n\nBấm thử một nút: trợ lý nên gọi thế nào?`, [
        [next, 'bác'],
        ['anh', 'anh'],
        ['chị', 'chị'],
        ['more', 'khác…'],
      ]);
    }
  }
  add('task', `Làm thử ngay\n${lesson.task}`, [
    ['question:0', 'Đã làm'],
    ['later', 'Để sau'],
    ['cannot', 'Chưa làm được'],
  ]);
  const asked = askedItems(lesson);
  for (const [place, item] of asked.entries()) {
    const heading = `Câu ${place + 1}/${asked.length}`;
    add(
      `question:${place}`,
      `${heading}\n${item.stem}`,
      item.options.map((option) => [`answer:${place}:${option.id}`, option.text]),
    );
    const isLast = place + 1 === asked.length;
    for (const option of item.options) {
      const id = `answer:${place}:${option.id}`;
      if (option.id === item.key) rightAnswers.add(id);
      const right = item.options.find((other) => other.id === item.key)?.text ?? '';
      add(id, option.id === item.key ? option.feedback : `${option.feedback}\nCâu trả lời đúng: ${right}.`, [
        [isLast ? 'result' : `question:${place + 1}`, isLast ? 'Xem kết quả' : 'Câu tiếp'],
        ['slip', 'Bấm nhầm'],
      ]);
    }
  }
  add(
    'result',
    `Xong bài rồi\n{Ban} vừa học: ${lesson.outcome}.\nNhớ một câu: ${lesson.remember}\n\nXin {ban} đồng ý\nTrợ lý muốn giữ tiến độ và kết quả học của {ban}.`,
    [
      ['consent', 'Đồng ý'],
      ['consent-no', 'Không'],
    ],
  );
  add('consent', 'Cảm ơn {ban}. Đổi ý lúc nào cũng được.\n\n{Ban} là ai?', [
    ['citizen', 'Người dân'],
    ['worker', 'Lao động'],
    ['official', 'Cán bộ'],
    ['student', 'Học sinh'],
    ['skip', 'Bỏ qua'],
  ]);
  return { greeting, page: (button) => pages.get(button), isRight: (button) => rightAnswers.has(button) };
}
