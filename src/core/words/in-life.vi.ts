export const inLifeVi = {
  lifeHeading: 'Hỏi thăm',
  lifeAsk: (outcome: string): string =>
    `Bài {ban} đã học: “${outcome}”. Ngoài đời {ban} đã làm việc này chưa?`,
  lifeAnswers: { alone: 'Đã tự làm', helped: 'Có, nhờ người giúp', not_yet: 'Chưa' },
  lifeLater: 'Để sau, học tiếp',
  lifeThanks: {
    alone: 'Mừng cho {ban}: học xong làm được ngoài đời mới là học.',
    helped: 'Thế là tốt rồi. Lần tới {ban} thử tự bấm một bước nhé.',
  },
  lifeWhatStopped: 'Không sao{a}. Vướng ở đâu, {ban} bấm một nút:',
  lifeObstacles: {
    forgot: 'Quên cách làm',
    afraid: 'Sợ bấm nhầm',
    alone: 'Cần người giúp',
    no_need: 'Chưa có dịp',
  },
  lifeNoNeed: 'Khi nào có dịp {ban} hãy làm nhé. Quên thì mở lại bài.',
};
